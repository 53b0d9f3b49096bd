/* Needs a function of the Stable ABI that only Windows has. */
#include <Python.h>
#include "slots.h"

PyObject *PyErr_SetFromWindowsErr(int);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL OWN_GIL_PER_INTERPRETER{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "needs_windows", .m_slots = slots};

PyMODINIT_FUNC PyInit_needs_windows(void)
{
    if (PyErr_Occurred() && PyErr_SetFromWindowsErr(0) != NULL) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
