/* A module whose file name has a dash, which its entry function cannot have. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "name-with-dash", .m_slots = slots};

PyMODINIT_FUNC PyInit_name_with_dash(void) { return PyModuleDef_Init(&definition); }
