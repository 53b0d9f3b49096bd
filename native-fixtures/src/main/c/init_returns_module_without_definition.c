/* The init returns a module that was made without a definition. */
#include <Python.h>

PyMODINIT_FUNC PyInit_init_returns_module_without_definition(void)
{
    return PyModule_New("init_returns_module_without_definition");
}
