/* Has a function of its own that is named like a private one that every Python has. */
#include <Python.h>
#include "slots.h"

__attribute__((noinline)) PyObject **_PyObject_GetDictPtr(PyObject *object) { return object == NULL ? NULL : (PyObject **)object; }

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL OWN_GIL_PER_INTERPRETER{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "own_py_symbol", .m_slots = slots};

PyMODINIT_FUNC PyInit_own_py_symbol(void)
{
    if (PyErr_Occurred() && _PyObject_GetDictPtr(Py_None) != NULL) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
