/* A module called foo with two umlauts: its entry function has another prefix, and Punycode after it. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "f\303\266\303\266", .m_slots = slots};

PyMODINIT_FUNC PyInitU_f_1gaa(void) { return PyModuleDef_Init(&definition); }
