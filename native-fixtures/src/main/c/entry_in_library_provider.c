/* The library of entry_in_library. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "entry_in_library", .m_slots = slots};

PyMODINIT_FUNC PyInit_entry_in_library(void) { return PyModuleDef_Init(&definition); }
