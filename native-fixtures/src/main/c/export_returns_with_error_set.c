/* The export function returns an array although it has set an exception. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot slots[] = {PySlot_DATA(Py_mod_abi, &info), PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED), PySlot_END};

PySlot *volatile kept = slots;

PyMODEXPORT_FUNC PyModExport_export_returns_with_error_set(void)
{
    PyErr_SetString(PyExc_ValueError, "set, and forgotten");
    return slots;
}
