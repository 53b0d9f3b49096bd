/* The create slot returns nothing, and sets no exception. */
#include <Python.h>
#include "slots.h"

static PyObject *create(PyObject *spec, PyModuleDef *unused) { return NULL; }

static PyModuleDef_Slot slots[] = {{Py_mod_create, create}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "create_returns_null", .m_slots = slots};

PyMODINIT_FUNC PyInit_create_returns_null(void) { return PyModuleDef_Init(&definition); }
