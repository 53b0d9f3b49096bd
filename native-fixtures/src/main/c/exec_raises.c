/* The definition is fine; its exec slot raises an exception. */
#include <Python.h>
#include "slots.h"

static int execute(PyObject *module)
{
    PyErr_SetString(PyExc_ValueError, "not today");
    return -1;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "exec_raises", .m_slots = slots};

PyMODINIT_FUNC PyInit_exec_raises(void) { return PyModuleDef_Init(&definition); }
