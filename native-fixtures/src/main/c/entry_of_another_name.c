/* The entry function is right, but named for another module than the file. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "somebody_else", .m_slots = slots};

PyMODINIT_FUNC PyInit_somebody_else(void) { return PyModuleDef_Init(&definition); }
