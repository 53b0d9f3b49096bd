/* An exported array whose exec slot raises an exception. */
#include <Python.h>

PyABIInfo_VAR(info);

static int execute(PyObject *module)
{
    PyErr_SetString(PyExc_ValueError, "not today");
    return -1;
}

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_FUNC(Py_mod_exec, execute),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_raises(void) { return slots; }
