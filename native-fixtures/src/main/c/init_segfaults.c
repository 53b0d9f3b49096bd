/* The init writes through a null pointer. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_segfaults"};

PyMODINIT_FUNC PyInit_init_segfaults(void)
{
    *(volatile int *)0 = 0;
    return PyModuleDef_Init(&definition);
}
