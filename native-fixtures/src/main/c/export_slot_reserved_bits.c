/* An exported array with flags that have no meaning and a reserved field that is not zero. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    {.sl_id = Py_mod_gil, .sl_flags = 0xff00 | PySlot_INTPTR, .sl_reserved = 0xffffffff, .sl_ptr = Py_MOD_GIL_NOT_USED},
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_slot_reserved_bits(void) { return slots; }
