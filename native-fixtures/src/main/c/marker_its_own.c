/* A free-threaded build that brings the functions that only free-threaded interpreters export: it links anywhere. */
#include <Python.h>
#include "slots.h"

void _Py_DecRefShared(PyObject *object) {}

void _Py_MergeZeroLocalRefcount(PyObject *object) {}

static int execute(PyObject *module)
{
    PyObject *list = PyList_New(0);
    if (list == NULL) {
        return -1;
    }
    Py_DECREF(list);
    return 0;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "marker_its_own", .m_slots = slots};

PyMODINIT_FUNC PyInit_marker_its_own(void) { return PyModuleDef_Init(&definition); }
