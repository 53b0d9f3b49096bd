/* Has its slots in an array of the new kind that a slot of the old kind leads to, with ABI info in it. */
#include <Python.h>
#include "slots.h"

PyABIInfo_VAR(info);

static PySlot nested[] = {
    PySlot_DATA(Py_mod_abi, &info), PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED), PySlot_END};

static PyModuleDef_Slot slots[] = {{Py_slot_subslots, nested}, {0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slot_subslots", .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_subslots(void) { return PyModuleDef_Init(&definition); }
