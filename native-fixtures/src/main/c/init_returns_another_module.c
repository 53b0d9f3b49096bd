/* The init returns a module of the standard library. */
#include <Python.h>

PyMODINIT_FUNC PyInit_init_returns_another_module(void) { return PyImport_ImportModule("sys"); }
