/* Needs a private function of Python's, which every version has and no Stable ABI promises. */
#include <Python.h>
#include "slots.h"

PyObject **_PyObject_GetDictPtr(PyObject *);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL OWN_GIL_PER_INTERPRETER{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "outside_stable_abi", .m_slots = slots};

PyMODINIT_FUNC PyInit_outside_stable_abi(void)
{
    if (PyErr_Occurred() && _PyObject_GetDictPtr(Py_None) != NULL) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
