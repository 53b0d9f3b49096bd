/* ABI info that names neither kind of interpreter, and code that drops references by the headers' inline functions. */
#include <Python.h>

static PyABIInfo info = {1, 0, 0, 0, 0};

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

PyMODEXPORT_FUNC PyModExport_export_refcounts_no_kind(void) { return slots; }
