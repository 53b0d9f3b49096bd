/* The definition's name points nowhere; multi-phase init does not look at it. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = (const char *)16, .m_slots = slots};

PyMODINIT_FUNC PyInit_m_name_nowhere(void) { return PyModuleDef_Init(&definition); }
