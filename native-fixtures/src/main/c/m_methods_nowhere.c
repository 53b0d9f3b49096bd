/* The definition's methods point nowhere. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "m_methods_nowhere", .m_methods = (PyMethodDef *)16, .m_slots = slots};

PyMODINIT_FUNC PyInit_m_methods_nowhere(void) { return PyModuleDef_Init(&definition); }
