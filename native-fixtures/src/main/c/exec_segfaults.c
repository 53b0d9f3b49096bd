/* The definition is fine; its exec slot crashes. */
#include <Python.h>
#include "slots.h"

static int execute(PyObject *module)
{
    *(volatile int *)0 = 0;
    return 0;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "exec_segfaults", .m_slots = slots};

PyMODINIT_FUNC PyInit_exec_segfaults(void) { return PyModuleDef_Init(&definition); }
