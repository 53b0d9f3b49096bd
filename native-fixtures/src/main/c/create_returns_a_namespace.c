/* The create slot makes an object that is no module but takes attributes, which is allowed. */
#include <Python.h>
#include "slots.h"

static PyObject *create(PyObject *spec, PyModuleDef *unused)
{
    PyObject *types = PyImport_ImportModule("types");
    return types == NULL ? NULL : PyObject_CallMethod(types, "SimpleNamespace", NULL);
}

static PyModuleDef_Slot slots[] = {{Py_mod_create, create}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "create_returns_a_namespace", .m_slots = slots};

PyMODINIT_FUNC PyInit_create_returns_a_namespace(void) { return PyModuleDef_Init(&definition); }
