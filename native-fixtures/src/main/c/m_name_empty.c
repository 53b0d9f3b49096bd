/* The definition's name is empty. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "", .m_slots = slots};

PyMODINIT_FUNC PyInit_m_name_empty(void) { return PyModuleDef_Init(&definition); }
