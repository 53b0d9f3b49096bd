/* Needs a function that the Stable ABI has since 3.14. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "symbol_of_314", .m_slots = slots};

PyMODINIT_FUNC PyInit_symbol_of_314(void)
{
    if (PyErr_Occurred() && PyUnicode_Equal(Py_None, Py_None)) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
