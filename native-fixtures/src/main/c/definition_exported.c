/* The definition is an exported variable, so the entry function reaches it by a symbol. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

PyModuleDef exported_definition = {PyModuleDef_HEAD_INIT, .m_name = "definition_exported", .m_slots = slots};

PyMODINIT_FUNC PyInit_definition_exported(void) { return PyModuleDef_Init(&exported_definition); }
