/* The file has a second entry function, for a module that it is not named after and that is made otherwise. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "entries_of_two_modules", .m_slots = slots};

static PyModuleDef single = {PyModuleDef_HEAD_INIT, .m_name = "another_module", .m_size = -1};

PyMODINIT_FUNC PyInit_another_module(void) { return PyModule_Create(&single); }

PyMODINIT_FUNC PyInit_entries_of_two_modules(void) { return PyModuleDef_Init(&definition); }
