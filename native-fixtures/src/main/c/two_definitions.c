/* A second definition, never used, lies beside the one that is returned. */
#include <Python.h>
#include "slots.h"

static PyModuleDef unused = {PyModuleDef_HEAD_INIT, .m_name = "unused", .m_size = 8};

PyModuleDef *volatile kept = &unused;

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "two_definitions", .m_slots = slots};

PyMODINIT_FUNC PyInit_two_definitions(void) { return PyModuleDef_Init(&definition); }
