/* Needs a variable named like one of Python's exceptions, which no Python has. */
#include <Python.h>
#include "slots.h"

extern PyObject *PyExc_NoSuchError;

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "variable_missing_like_pythons", .m_slots = slots};

PyMODINIT_FUNC PyInit_variable_missing_like_pythons(void)
{
    if (PyExc_NoSuchError == NULL) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
