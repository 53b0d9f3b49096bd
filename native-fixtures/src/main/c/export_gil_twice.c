/* An exported array with two slots that speak of the GIL. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_gil_twice(void) { return slots; }
