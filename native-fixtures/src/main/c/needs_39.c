/* Needs a function that is new in the Stable ABI of 3.9. */
#include <Python.h>
#include "slots.h"

int PyObject_GC_IsTracked(PyObject *);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL OWN_GIL_PER_INTERPRETER{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "needs_39", .m_slots = slots};

PyMODINIT_FUNC PyInit_needs_39(void)
{
    if (PyErr_Occurred() && PyObject_GC_IsTracked(Py_None)) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
