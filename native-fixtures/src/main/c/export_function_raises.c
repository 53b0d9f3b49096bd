/* The export function raises an exception. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot slots[] = {PySlot_DATA(Py_mod_abi, &info), PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED), PySlot_END};

PySlot *volatile kept = slots;

PyMODEXPORT_FUNC PyModExport_export_function_raises(void)
{
    PyErr_SetString(PyExc_ValueError, "not today");
    return NULL;
}
