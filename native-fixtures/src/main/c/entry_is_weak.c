/* The entry function is a weak symbol. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "entry_is_weak", .m_slots = slots};

__attribute__((weak)) PyMODINIT_FUNC PyInit_entry_is_weak(void) { return PyModuleDef_Init(&definition); }
