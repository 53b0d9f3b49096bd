/* Needs a function that only debug builds have, as code does that was compiled with their headers. */
#include <Python.h>
#include "slots.h"

void _Py_NegativeRefcount(const char *, int, PyObject *);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL OWN_GIL_PER_INTERPRETER{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "needs_debug_build", .m_slots = slots};

PyMODINIT_FUNC PyInit_needs_debug_build(void)
{
    if (PyErr_Occurred() && (_Py_NegativeRefcount("", 0, Py_None), 0)) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
