/* The init ends the process with exit code 139 without any clean-up. */
#include <Python.h>
#include <unistd.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_ends_at_once"};

PyMODINIT_FUNC PyInit_init_ends_at_once(void)
{
    _exit(139);
    return PyModuleDef_Init(&definition);
}
