/* The init returns nothing, and sets no exception. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_returns_null"};

PyMODINIT_FUNC PyInit_init_returns_null(void) { return PyErr_Occurred() ? PyModuleDef_Init(&definition) : NULL; }
