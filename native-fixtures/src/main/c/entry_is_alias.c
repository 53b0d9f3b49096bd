/* The entry function is another name of a function of the same file. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "entry_is_alias", .m_slots = slots};

PyObject *start_module(void) { return PyModuleDef_Init(&definition); }

PyMODINIT_FUNC PyInit_entry_is_alias(void) __attribute__((alias("start_module")));
