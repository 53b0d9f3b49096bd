/* The definition is all zero in the file; the init assigns its fields. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition;

PyMODINIT_FUNC PyInit_definition_assigned(void)
{
    definition.m_base = (PyModuleDef_Base)PyModuleDef_HEAD_INIT;
    definition.m_name = "definition_assigned";
    definition.m_slots = slots;
    return PyModuleDef_Init(&definition);
}
