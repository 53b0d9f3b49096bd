/* An exported array whose exec slot has no function. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_FUNC(Py_mod_exec, NULL),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_exec_null(void) { return slots; }
