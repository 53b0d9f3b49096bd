/* A module with a non-ASCII name may not use single-phase init. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "f\303\266\303\266", .m_size = -1};

PyMODINIT_FUNC PyInitU_f_1gaa(void) { return PyModule_Create(&definition); }
