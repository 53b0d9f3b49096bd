/* Multi-phase init without a single slot. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "m_slots_null"};

PyMODINIT_FUNC PyInit_m_slots_null(void) { return PyModuleDef_Init(&definition); }
