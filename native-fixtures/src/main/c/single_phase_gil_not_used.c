/* Single-phase init that says it runs without the GIL. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "single_phase_gil_not_used", .m_size = -1};

PyMODINIT_FUNC PyInit_single_phase_gil_not_used(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module != NULL) {
        PyUnstable_Module_SetGIL(module, Py_MOD_GIL_NOT_USED);
    }
    return module;
}
