/* The exec slot has no function. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {{Py_mod_exec, NULL}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "exec_null", .m_slots = slots};

PyMODINIT_FUNC PyInit_exec_null(void) { return PyModuleDef_Init(&definition); }
