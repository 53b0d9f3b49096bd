/* Two slots that speak of subinterpreters. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {OWN_GIL_PER_INTERPRETER OWN_GIL_PER_INTERPRETER RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slot_multiple_interpreters_twice", .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_multiple_interpreters_twice(void) { return PyModuleDef_Init(&definition); }
