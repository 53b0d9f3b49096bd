/* An exported array whose methods are not marked as static, which they must be. */
#include <Python.h>

PyABIInfo_VAR(info);

static PyObject *answer(PyObject *self, PyObject *unused) { return PyLong_FromLong(42); }

static PyMethodDef methods[] = {{"answer", answer, METH_NOARGS, NULL}, {0}};

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_DATA(Py_mod_methods, methods),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_methods_not_static(void) { return slots; }
