/* An exported array of slots, and code that drops references by the headers' inline functions. */
#include <Python.h>

PyABIInfo_VAR(info);

static int execute(PyObject *module)
{
    PyObject *list = PyList_New(0);
    if (list == NULL) {
        return -1;
    }
    Py_DECREF(list);
    return 0;
}

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_FUNC(Py_mod_exec, execute),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_refcounts(void) { return slots; }
