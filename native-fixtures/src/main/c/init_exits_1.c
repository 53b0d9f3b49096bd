/* The init ends the process with exit code 1, which is what a JVM killed by a signal may show as well. */
#include <Python.h>
#include <stdlib.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_exits_1"};

PyMODINIT_FUNC PyInit_init_exits_1(void)
{
    exit(1);
    return PyModuleDef_Init(&definition);
}
