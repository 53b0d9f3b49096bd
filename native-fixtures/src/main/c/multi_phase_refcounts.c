/* Multi-phase init whose code drops references: the headers' inline functions need a symbol of their kind of build. */
#include <Python.h>
#include "slots.h"

static int execute(PyObject *module)
{
    PyObject *list = PyList_New(0);
    if (list == NULL || PyObject_SetAttrString(module, "items", list) < 0) {
        Py_XDECREF(list);
        return -1;
    }
    Py_DECREF(list);
    return 0;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, RUNS_WITHOUT_GIL OWN_GIL_PER_INTERPRETER{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "multi_phase_refcounts", .m_slots = slots};

PyMODINIT_FUNC PyInit_multi_phase_refcounts(void) { return PyModuleDef_Init(&definition); }
