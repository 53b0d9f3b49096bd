/* An exported array whose end is marked as optional. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    {.sl_id = Py_slot_end, .sl_flags = PySlot_OPTIONAL},
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_end_optional(void) { return slots; }
