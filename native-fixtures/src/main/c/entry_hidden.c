/* The entry function is there, but is not exported. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "entry_hidden", .m_slots = slots};

__attribute__((visibility("hidden"))) PyObject *PyInit_entry_hidden(void) { return PyModuleDef_Init(&definition); }

PyObject *helper(void) { return PyInit_entry_hidden(); }
