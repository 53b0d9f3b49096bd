/* Both kinds of entry function, for the same slots: 3.15 takes the new one, older interpreters know only the other. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot slots[] = {PySlot_DATA(Py_mod_abi, &info), PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED), PySlot_END};

PyMODEXPORT_FUNC PyModExport_both_entries(void) { return slots; }

#ifndef _Py_OPAQUE_PYOBJECT
static PyModuleDef_Slot old_slots[] = {{4, Py_MOD_GIL_NOT_USED}, {0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "both_entries", .m_slots = old_slots};

PyMODINIT_FUNC PyInit_both_entries(void) { return PyModuleDef_Init(&definition); }
#endif
