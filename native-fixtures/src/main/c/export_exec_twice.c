/* An exported array with two exec slots, of which there may be one. */
#include <Python.h>

PyABIInfo_VAR(info);

static int execute(PyObject *module) { return 0; }

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_FUNC(Py_mod_exec, execute),
    PySlot_FUNC(Py_mod_exec, execute),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_exec_twice(void) { return slots; }
