/* Asks for a function that nobody has, but can do without. */
#include <Python.h>
#include "slots.h"

__attribute__((weak)) int function_of_nobody(void);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "symbol_weak", .m_slots = slots};

PyMODINIT_FUNC PyInit_symbol_weak(void)
{
    if (function_of_nobody != NULL) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
