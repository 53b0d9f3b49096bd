/* A library, not an extension, that needs the Stable ABI alone. */
#include <Python.h>

int function_of_a_library(void) { return PyErr_Occurred() ? 0 : 42; }
