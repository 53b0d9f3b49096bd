/* The init returns an object that is no module. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_returns_a_number"};

PyMODINIT_FUNC PyInit_init_returns_a_number(void)
{
    if (!PyErr_Occurred()) {
        return PyLong_FromLong(42);
    }
    return PyModuleDef_Init(&definition);
}
