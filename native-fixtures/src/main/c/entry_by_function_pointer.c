/* The entry function calls PyModuleDef_Init through a table of functions. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "entry_by_function_pointer", .m_slots = slots};

PyObject *(*functions[])(PyModuleDef *) = {PyModuleDef_Init, PyModuleDef_Init};

PyMODINIT_FUNC PyInit_entry_by_function_pointer(void) { return functions[1](&definition); }
