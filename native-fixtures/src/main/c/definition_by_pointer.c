/* The entry function finds the definition through a variable. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "definition_by_pointer", .m_slots = slots};

PyModuleDef *chosen = &definition;

PyMODINIT_FUNC PyInit_definition_by_pointer(void) { return PyModuleDef_Init(chosen); }
