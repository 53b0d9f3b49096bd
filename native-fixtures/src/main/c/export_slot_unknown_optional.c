/* An exported array with a slot id that no version knows, marked as optional. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    {.sl_id = 0x7000, .sl_flags = PySlot_OPTIONAL},
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_slot_unknown_optional(void) { return slots; }
