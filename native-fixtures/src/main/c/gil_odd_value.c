/* Gives the GIL slot a value without a meaning, which counts as needing it. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {{Py_mod_gil, (void *)7}, {0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "gil_odd_value", .m_slots = slots};

PyMODINIT_FUNC PyInit_gil_odd_value(void) { return PyModuleDef_Init(&definition); }
