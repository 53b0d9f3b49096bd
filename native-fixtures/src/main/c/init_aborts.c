/* The init aborts. */
#include <Python.h>
#include <stdlib.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_aborts"};

PyMODINIT_FUNC PyInit_init_aborts(void)
{
    abort();
    return PyModuleDef_Init(&definition);
}
