/* An exported array with two create slots. */
#include <Python.h>

PyABIInfo_VAR(info);

static PyObject *create(PyObject *spec, void *unused) { return PyModule_New("export_create_twice"); }

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_FUNC(Py_mod_create, create),
    PySlot_FUNC(Py_mod_create, create),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_create_twice(void) { return slots; }
