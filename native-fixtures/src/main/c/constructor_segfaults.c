/* Opening the file is enough: a constructor crashes before any entry function is called. */
#include <Python.h>
#include "slots.h"

static int *volatile nowhere;

__attribute__((constructor)) static void opened(void) { *nowhere = 0; }

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "constructor_segfaults", .m_slots = slots};

PyMODINIT_FUNC PyInit_constructor_segfaults(void) { return PyModuleDef_Init(&definition); }
