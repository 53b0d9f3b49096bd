/* The init raises SIGFPE. */
#include <Python.h>
#include <signal.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_divides_by_zero"};

PyMODINIT_FUNC PyInit_init_divides_by_zero(void)
{
    raise(SIGFPE);
    return PyModuleDef_Init(&definition);
}
