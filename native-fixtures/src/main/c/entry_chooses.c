/* The entry function chooses between two definitions while it runs. */
#include <Python.h>
#include <stdlib.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef small = {PyModuleDef_HEAD_INIT, .m_name = "entry_chooses", .m_slots = slots};

static PyModuleDef large = {PyModuleDef_HEAD_INIT, .m_name = "entry_chooses", .m_size = 4096, .m_slots = slots};

PyMODINIT_FUNC PyInit_entry_chooses(void) { return PyModuleDef_Init(getenv("PATH") == NULL ? &large : &small); }
