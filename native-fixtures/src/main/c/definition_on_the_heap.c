/* The definition is in no section of the file: the init allocates it. */
#include <Python.h>
#include <stdlib.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

PyMODINIT_FUNC PyInit_definition_on_the_heap(void)
{
    PyModuleDef *definition = calloc(1, sizeof *definition);
    if (definition == NULL) {
        return PyErr_NoMemory();
    }
    definition->m_base = (PyModuleDef_Base)PyModuleDef_HEAD_INIT;
    definition->m_name = "definition_on_the_heap";
    definition->m_slots = slots;
    return PyModuleDef_Init(definition);
}
