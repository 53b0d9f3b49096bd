/* Needs a function that is new in 3.12. */
#include <Python.h>
#include "slots.h"

PyObject *PyErr_GetRaisedException(void);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL OWN_GIL_PER_INTERPRETER{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "needs_312", .m_slots = slots};

PyMODINIT_FUNC PyInit_needs_312(void)
{
    if (PyErr_Occurred() && PyErr_GetRaisedException() != NULL) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
