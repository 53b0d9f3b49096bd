/* Gives another name in a slot than in the definition. */
#include <Python.h>
#include "slots.h"

static const char name[] = "another";

static PyModuleDef_Slot slots[] = {{Py_mod_name, (void *)name}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slot_name_differs", .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_name_differs(void) { return PyModuleDef_Init(&definition); }
