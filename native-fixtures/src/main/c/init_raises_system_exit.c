/* The init raises SystemExit. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_raises_system_exit"};

PyMODINIT_FUNC PyInit_init_raises_system_exit(void)
{
    if (!PyErr_Occurred()) {
        PyErr_SetString(PyExc_SystemExit, "bye");
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
