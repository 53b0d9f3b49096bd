/* The entry function only calls another exported function of the same file. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "entry_calls_through", .m_slots = slots};

__attribute__((noinline)) PyModuleDef *give_definition(void) { return &definition; }

PyMODINIT_FUNC PyInit_entry_calls_through(void) { return PyModuleDef_Init(give_definition()); }
