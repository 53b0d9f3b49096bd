/* Says that it needs the GIL. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {{Py_mod_gil, Py_MOD_GIL_USED}, {0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "gil_used", .m_slots = slots};

PyMODINIT_FUNC PyInit_gil_used(void) { return PyModuleDef_Init(&definition); }
