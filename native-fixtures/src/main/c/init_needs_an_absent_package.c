/* The init imports a package that is not installed. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_needs_an_absent_package"};

PyMODINIT_FUNC PyInit_init_needs_an_absent_package(void)
{
    if (PyImport_ImportModule("a_package_that_is_not_installed") == NULL) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
