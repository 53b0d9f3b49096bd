/* Needs a function that older Pythons have, but the Stable ABI promises since 3.10 only. */
#include <Python.h>
#include "slots.h"

const char *PyUnicode_AsUTF8AndSize(PyObject *, Py_ssize_t *);

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL OWN_GIL_PER_INTERPRETER{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "promised_since_310", .m_slots = slots};

PyMODINIT_FUNC PyInit_promised_since_310(void)
{
    if (PyErr_Occurred() && PyUnicode_AsUTF8AndSize(Py_None, NULL) != NULL) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
