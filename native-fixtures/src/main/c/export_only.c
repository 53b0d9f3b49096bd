/* Has no definition: an exported array of slots describes it (PEP 793). */
#include <Python.h>

PyABIInfo_VAR(info);

static PyObject *answer(PyObject *self, PyObject *unused) { return PyLong_FromLong(42); }

static PyMethodDef methods[] = {{"answer", answer, METH_NOARGS, NULL}, {0}};

static int execute(PyObject *module) { return 0; }

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_STATIC_DATA(Py_mod_methods, methods),
    PySlot_FUNC(Py_mod_exec, execute),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_only(void) { return slots; }
