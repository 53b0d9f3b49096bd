/* A multi-phase module with a negative state size. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "m_size_negative", .m_size = -1, .m_slots = slots};

PyMODINIT_FUNC PyInit_m_size_negative(void) { return PyModuleDef_Init(&definition); }
