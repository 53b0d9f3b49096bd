/* Needs a version of the C library that is still to come. */
#include <Python.h>
#include "slots.h"

int function_of_a_library(void);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "glibc_too_new", .m_slots = slots};

PyMODINIT_FUNC PyInit_glibc_too_new(void)
{
    if (function_of_a_library() != 42) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
