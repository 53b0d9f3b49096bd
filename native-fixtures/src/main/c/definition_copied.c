/* The definition is a copy that the init makes of a constant. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static const PyModuleDef pattern = {PyModuleDef_HEAD_INIT, .m_name = "definition_copied", .m_slots = slots};

static PyModuleDef definition;

PyMODINIT_FUNC PyInit_definition_copied(void)
{
    definition = pattern;
    return PyModuleDef_Init(&definition);
}
