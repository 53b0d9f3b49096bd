/* Opening the file is enough: a constructor ends the process. */
#include <Python.h>
#include <stdlib.h>
#include "slots.h"

__attribute__((constructor)) static void opened(void) { exit(7); }

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "constructor_exits", .m_slots = slots};

PyMODINIT_FUNC PyInit_constructor_exits(void) { return PyModuleDef_Init(&definition); }
