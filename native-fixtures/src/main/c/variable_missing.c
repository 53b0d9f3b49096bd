/* Needs a variable that nobody has. */
#include <Python.h>
#include "slots.h"

extern int variable_of_nobody;

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "variable_missing", .m_slots = slots};

PyMODINIT_FUNC PyInit_variable_missing(void)
{
    if (variable_of_nobody != 42) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
