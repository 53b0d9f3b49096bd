/* Says nothing of the GIL in its slots; its exec slot calls PyUnstable_Module_SetGIL. */
#include <Python.h>
#include "slots.h"

static int execute(PyObject *module) { return PyUnstable_Module_SetGIL(module, Py_MOD_GIL_NOT_USED); }

static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, {0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "gil_given_up_in_exec", .m_slots = slots};

PyMODINIT_FUNC PyInit_gil_given_up_in_exec(void) { return PyModuleDef_Init(&definition); }
