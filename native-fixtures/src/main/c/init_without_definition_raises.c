/* The init raises an exception, and the file has no definition at all. */
#include <Python.h>

PyMODINIT_FUNC PyInit_init_without_definition_raises(void)
{
    PyErr_SetString(PyExc_ImportError, "not for you");
    return NULL;
}
