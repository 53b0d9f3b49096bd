/* Needs a private function that Python had until 3.13. */
#include <Python.h>
#include "slots.h"

PyObject *_PyBytes_Join(PyObject *, PyObject *);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "symbol_of_313", .m_slots = slots};

PyMODINIT_FUNC PyInit_symbol_of_313(void)
{
    if (PyErr_Occurred() && _PyBytes_Join(Py_None, Py_None) != NULL) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
