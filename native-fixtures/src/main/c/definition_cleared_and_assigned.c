/* The definition in the file is a wrong one; the init clears it and assigns its fields. */
#include <Python.h>
#include <string.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {.m_name = "wrong", .m_size = -7};

PyMODINIT_FUNC PyInit_definition_cleared_and_assigned(void)
{
    memset(&definition, 0, sizeof definition);
    definition.m_base = (PyModuleDef_Base)PyModuleDef_HEAD_INIT;
    definition.m_name = "definition_cleared_and_assigned";
    definition.m_slots = slots;
    return PyModuleDef_Init(&definition);
}
