/* Asks for a private function of Python's, and can do without. */
#include <Python.h>
#include "slots.h"

__attribute__((weak)) PyObject **_PyObject_GetDictPtr(PyObject *);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL OWN_GIL_PER_INTERPRETER{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "weak_outside", .m_slots = slots};

PyMODINIT_FUNC PyInit_weak_outside(void)
{
    if (PyErr_Occurred() && _PyObject_GetDictPtr != NULL && _PyObject_GetDictPtr(Py_None) != NULL) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
