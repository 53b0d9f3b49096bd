/* The definition lies in a library that this file needs. */
#include <Python.h>

extern PyModuleDef definition_of_another_file;

PyMODINIT_FUNC PyInit_definition_in_library(void) { return PyModuleDef_Init(&definition_of_another_file); }
