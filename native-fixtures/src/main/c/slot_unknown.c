/* A slot id far beyond those that any version knows. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL {0x7000, NULL}, {0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slot_unknown", .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_unknown(void) { return PyModuleDef_Init(&definition); }
