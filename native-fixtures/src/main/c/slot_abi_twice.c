/* Two ABI infos, of which the second is rejected. */
#include <Python.h>
#include "slots.h"

PyABIInfo_VAR(info);

static PyABIInfo rejecting = {2, 0, 0, 0, 0};

static PyModuleDef_Slot slots[] = {{Py_mod_abi, &info}, {Py_mod_abi, &rejecting}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slot_abi_twice", .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_abi_twice(void) { return PyModuleDef_Init(&definition); }
