/* The create slot makes something that is no module, which is allowed. */
#include <Python.h>
#include "slots.h"

static PyObject *create(PyObject *spec, PyModuleDef *unused) { return PyLong_FromLong(42); }

static PyModuleDef_Slot slots[] = {{Py_mod_create, create}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "create_returns_a_number", .m_slots = slots};

PyMODINIT_FUNC PyInit_create_returns_a_number(void) { return PyModuleDef_Init(&definition); }
