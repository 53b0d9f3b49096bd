/* The init returns a definition that it has not passed through PyModuleDef_Init. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_returns_uninitialized"};

PyMODINIT_FUNC PyInit_init_returns_uninitialized(void) { return (PyObject *)&definition; }
