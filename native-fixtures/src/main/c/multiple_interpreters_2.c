/* Supports subinterpreters with a GIL of their own. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "multiple_interpreters_2", .m_slots = slots};

PyMODINIT_FUNC PyInit_multiple_interpreters_2(void) { return PyModuleDef_Init(&definition); }
