/* The init raises an exception. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_raises"};

PyMODINIT_FUNC PyInit_init_raises(void)
{
    if (!PyErr_Occurred()) {
        PyErr_SetString(PyExc_ValueError, "not today");
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
