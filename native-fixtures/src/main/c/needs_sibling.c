/* Needs a name in Python's style that a library beside it supplies, and no Python does. */
#include <Python.h>
#include "slots.h"

int PyObject_DoWhatIMean(void);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL OWN_GIL_PER_INTERPRETER{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "needs_sibling", .m_slots = slots};

PyMODINIT_FUNC PyInit_needs_sibling(void)
{
    if (PyObject_DoWhatIMean() != 42) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
