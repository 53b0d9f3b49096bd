/* An exported array without ABI info, which such arrays must have. */
#include <Python.h>

static PySlot slots[] = {
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_without_abi_info(void) { return slots; }
