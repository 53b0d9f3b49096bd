/* An exported array with the same ABI info twice, which is allowed. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_abi_info_twice(void) { return slots; }
