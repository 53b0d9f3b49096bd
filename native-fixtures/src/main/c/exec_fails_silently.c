/* The exec slot fails and sets no exception. */
#include <Python.h>
#include "slots.h"

static int execute(PyObject *module) { return -1; }

static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "exec_fails_silently", .m_slots = slots};

PyMODINIT_FUNC PyInit_exec_fails_silently(void) { return PyModuleDef_Init(&definition); }
