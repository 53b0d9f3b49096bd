/* The init ends the process with exit code 139, which is what a shell shows for SIGSEGV. */
#include <Python.h>
#include <stdlib.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_exits_139"};

PyMODINIT_FUNC PyInit_init_exits_139(void)
{
    exit(139);
    return PyModuleDef_Init(&definition);
}
