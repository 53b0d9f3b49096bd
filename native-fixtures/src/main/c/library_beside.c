/* Needs a shared library that lies beside it, and a function of it. */
#include <Python.h>
#include "slots.h"

int function_of_a_library(void);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "library_beside", .m_slots = slots};

PyMODINIT_FUNC PyInit_library_beside(void)
{
    if (function_of_a_library() != 42) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
