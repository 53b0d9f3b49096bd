/* Repeats the definition's name in a slot, which is allowed from 3.15 on. */
#include <Python.h>
#include "slots.h"

static const char name[] = "slot_name_same";

static PyModuleDef_Slot slots[] = {{Py_mod_name, (void *)name}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = name, .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_name_same(void) { return PyModuleDef_Init(&definition); }
