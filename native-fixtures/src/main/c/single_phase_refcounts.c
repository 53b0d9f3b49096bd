/* Single-phase init whose code drops a reference, as most of them do. Says nothing about the GIL. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "single_phase_refcounts", .m_size = -1};

PyMODINIT_FUNC PyInit_single_phase_refcounts(void)
{
    PyObject *module = PyModule_Create(&definition);
    PyObject *list = PyList_New(0);
    if (module == NULL || list == NULL || PyObject_SetAttrString(module, "items", list) < 0) {
        Py_XDECREF(list);
        Py_XDECREF(module);
        return NULL;
    }
    Py_DECREF(list);
    return module;
}
