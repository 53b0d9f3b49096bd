/* The definition lies within a larger structure, at an offset that nothing else is at. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static struct {
    void *before[3];
    PyModuleDef definition;
    void *after[5];
} everything = {
    .before = {&everything, &everything, &everything},
    .definition = {PyModuleDef_HEAD_INIT, .m_name = "definition_in_struct", .m_slots = slots},
    .after = {&everything},
};

PyMODINIT_FUNC PyInit_definition_in_struct(void) { return PyModuleDef_Init(&everything.definition); }
