/* The ABI info slot has no info. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {{Py_mod_abi, NULL}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slot_abi_null", .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_abi_null(void) { return PyModuleDef_Init(&definition); }
