/* A negative slot id. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL {-1, NULL}, {0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slot_negative", .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_negative(void) { return PyModuleDef_Init(&definition); }
