/* The doc is not UTF-8. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "m_doc_not_utf8", .m_doc = "\377\376", .m_slots = slots};

PyMODINIT_FUNC PyInit_m_doc_not_utf8(void) { return PyModuleDef_Init(&definition); }
