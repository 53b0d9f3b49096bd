/* A function of the module has the flags of a class method. */
#include <Python.h>
#include "slots.h"

static PyObject *answer(PyObject *self, PyObject *unused) { return PyLong_FromLong(42); }

static PyMethodDef methods[] = {{"answer", answer, METH_NOARGS | METH_CLASS, NULL}, {0}};

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "method_flags_wrong", .m_methods = methods, .m_slots = slots};

PyMODINIT_FUNC PyInit_method_flags_wrong(void) { return PyModuleDef_Init(&definition); }
