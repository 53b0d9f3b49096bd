/* The file has no entry function of its own: a library that it needs has it. */
#include <Python.h>

PyObject *helper(void) { return PyLong_FromLong(42); }
