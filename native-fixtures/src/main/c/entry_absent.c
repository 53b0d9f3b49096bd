/* Named like an extension, and has no entry function. */
#include <Python.h>

PyObject *helper(void) { return PyLong_FromLong(42); }
