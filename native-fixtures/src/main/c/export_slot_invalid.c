/* An exported array with the id that stands for no slot. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    {.sl_id = Py_slot_invalid},
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_slot_invalid(void) { return slots; }
