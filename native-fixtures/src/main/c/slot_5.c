/* A slot id that 3.14 does not know, and that 3.15 keeps invalid. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL {5, NULL}, {0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slot_5", .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_5(void) { return PyModuleDef_Init(&definition); }
