/* Single-phase init whose definition is all zero in the file, as C++ binding generators make them. */
#include <Python.h>

static PyModuleDef definition;

PyMODINIT_FUNC PyInit_single_phase_assigned(void)
{
    definition.m_base = (PyModuleDef_Base)PyModuleDef_HEAD_INIT;
    definition.m_name = "single_phase_assigned";
    definition.m_size = -1;
    return PyModule_Create(&definition);
}
