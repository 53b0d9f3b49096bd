/* Multi-phase init, but a module is created elsewhere: where compiled without the Limited API, with its version number. */
#include <Python.h>

static PyModuleDef inner = {PyModuleDef_HEAD_INIT, .m_name = "inner", .m_size = -1};

static PyObject *make(PyObject *self, PyObject *unused) { return PyModule_Create(&inner); }

static PyMethodDef methods[] = {{"make", make, METH_NOARGS, NULL}, {0}};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "api_in_helper", .m_methods = methods, .m_slots = slots};

PyMODINIT_FUNC PyInit_api_in_helper(void) { return PyModuleDef_Init(&definition); }
