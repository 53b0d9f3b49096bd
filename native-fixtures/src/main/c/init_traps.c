/* The init runs into an instruction that no processor knows. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_traps"};

PyMODINIT_FUNC PyInit_init_traps(void)
{
    __builtin_trap();
    return PyModuleDef_Init(&definition);
}
