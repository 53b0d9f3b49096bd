/* A library, not an extension: it needs a private function of Python's, and has no entry function. */
#include <Python.h>

PyObject **_PyObject_GetDictPtr(PyObject *);

int function_of_a_library(void) { return PyErr_Occurred() && _PyObject_GetDictPtr(Py_None) != NULL ? 0 : 42; }
