/* Single-phase init that never tests what it gets: where PyModule_Create fails, it crashes. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "single_phase_unchecked", .m_size = -1};

PyMODINIT_FUNC PyInit_single_phase_unchecked(void)
{
    PyObject *module = PyModule_Create(&definition);
    Py_INCREF(module);
    PyModule_AddIntConstant(module, "answer", 42);
    return module;
}
