/* Single-phase init that says nothing about the GIL. Needs no symbol that tells a GIL build from a free-threaded one. */
#include <Python.h>

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "single_phase", .m_doc = "Old, but fine.", .m_size = -1};

PyMODINIT_FUNC PyInit_single_phase(void) { return PyModule_Create(&definition); }
