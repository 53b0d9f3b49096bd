/* Needs a function that is named like one of Python's, and that no Python has. */
#include <Python.h>
#include "slots.h"

int PyObject_DoWhatIMean(void);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "symbol_missing_like_pythons", .m_slots = slots};

PyMODINIT_FUNC PyInit_symbol_missing_like_pythons(void)
{
    if (PyObject_DoWhatIMean() != 42) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
