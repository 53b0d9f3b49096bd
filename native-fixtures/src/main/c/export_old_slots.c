/* An exported array that leads to an array of the old kind (Py_mod_slots), where ids are cut to 16 bits. */
#include <Python.h>

PyABIInfo_VAR(info);

static PyABIInfo rejecting = {2, 0, 0, 0, 0};

static PyModuleDef_Slot nested[] = {
    {Py_mod_gil, Py_MOD_GIL_NOT_USED}, {0x10000, NULL}, {Py_mod_abi, &rejecting}, {0, NULL}};

static PySlot slots[] = {PySlot_DATA(Py_mod_abi, &info), PySlot_STATIC_DATA(Py_mod_slots, nested), PySlot_END};

PyMODEXPORT_FUNC PyModExport_export_old_slots(void) { return slots; }
