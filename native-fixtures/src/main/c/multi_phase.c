/* Multi-phase init, right in every way. Needs no symbol that tells a GIL build from a free-threaded one. */
#include <Python.h>
#include "slots.h"

static PyObject *answer(PyObject *self, PyObject *unused) { return PyLong_FromLong(42); }

static PyMethodDef methods[] = {{"answer", answer, METH_NOARGS, "The answer."}, {0}};

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL OWN_GIL_PER_INTERPRETER{0, NULL}};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "multi_phase", .m_doc = "Fine.", .m_methods = methods, .m_slots = slots};

PyMODINIT_FUNC PyInit_multi_phase(void) { return PyModuleDef_Init(&definition); }
