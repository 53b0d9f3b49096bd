/* The library of definition_in_library. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

PyModuleDef definition_of_another_file = {PyModuleDef_HEAD_INIT, .m_name = "definition_in_library", .m_slots = slots};
