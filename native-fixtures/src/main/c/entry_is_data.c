/* What has the entry function's name is no function. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

PyModuleDef PyInit_entry_is_data = {PyModuleDef_HEAD_INIT, .m_name = "entry_is_data", .m_slots = slots};

PyObject *helper(void) { return PyModuleDef_Init(&PyInit_entry_is_data); }
