/* The exported array is empty in the file; the export function fills it. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot slots[3];

PyMODEXPORT_FUNC PyModExport_export_assigned(void)
{
    slots[0] = (PySlot)PySlot_DATA(Py_mod_abi, &info);
    slots[1] = (PySlot)PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED);
    return slots;
}
