/* An exported array that includes itself. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    {.sl_id = Py_slot_subslots, .sl_ptr = slots},
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_subslots_of_itself(void) { return slots; }
