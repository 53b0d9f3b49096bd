/* The exec slot reports success although it has set an exception. */
#include <Python.h>
#include "slots.h"

static int execute(PyObject *module)
{
    PyErr_SetString(PyExc_ValueError, "set, and forgotten");
    return 0;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "exec_returns_with_error_set", .m_slots = slots};

PyMODINIT_FUNC PyInit_exec_returns_with_error_set(void) { return PyModuleDef_Init(&definition); }
