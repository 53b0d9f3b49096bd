/* Needs a function that Python had until 3.11. */
#include <Python.h>
#include "slots.h"

void *PyUnicode_AsUnicode(PyObject *);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "symbol_removed", .m_slots = slots};

PyMODINIT_FUNC PyInit_symbol_removed(void)
{
    if (PyUnicode_AsUnicode(NULL) != NULL) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
