/* The definition is the second of three that lie side by side; the others differ in what matters. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definitions[] = {
    {PyModuleDef_HEAD_INIT, .m_name = "first", .m_size = -1},
    {PyModuleDef_HEAD_INIT, .m_name = "definition_in_array", .m_slots = slots},
    {PyModuleDef_HEAD_INIT, .m_name = "third", .m_size = -1},
};

PyModuleDef *volatile first = definitions;

PyMODINIT_FUNC PyInit_definition_in_array(void) { return PyModuleDef_Init(&definitions[1]); }
