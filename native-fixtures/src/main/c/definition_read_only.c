/* The definition is a constant: the file links, and PyModuleDef_Init crashes when it writes to it. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static const PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "definition_read_only", .m_slots = slots};

PyMODINIT_FUNC PyInit_definition_read_only(void) { return PyModuleDef_Init((PyModuleDef *)&definition); }
