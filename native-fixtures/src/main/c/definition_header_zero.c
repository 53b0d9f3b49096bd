/* The definition lacks the header that PyModuleDef_HEAD_INIT writes: only the place of its name tells the layout. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {.m_name = "definition_header_zero", .m_slots = slots};

PyMODINIT_FUNC PyInit_definition_header_zero(void) { return PyModuleDef_Init(&definition); }
