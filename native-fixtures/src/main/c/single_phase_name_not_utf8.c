/* Single-phase init whose name is not UTF-8. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "\377\376", .m_size = -1};

PyMODINIT_FUNC PyInit_single_phase_name_not_utf8(void) { return PyModule_Create(&definition); }
