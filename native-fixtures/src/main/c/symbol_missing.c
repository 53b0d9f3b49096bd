/* Needs a function that nobody has. */
#include <Python.h>
#include "slots.h"

int function_of_nobody(void);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "symbol_missing", .m_slots = slots};

PyMODINIT_FUNC PyInit_symbol_missing(void)
{
    if (function_of_nobody() != 42) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
