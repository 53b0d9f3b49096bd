/* The init returns a definition although it has set an exception. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_returns_with_error_set"};

PyMODINIT_FUNC PyInit_init_returns_with_error_set(void)
{
    PyErr_SetString(PyExc_ValueError, "set, and forgotten");
    return PyModuleDef_Init(&definition);
}
