/* The definition has neither name nor doc: read with the other layout, nothing in it looks wrong. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_slots = slots};

PyMODINIT_FUNC PyInit_m_name_and_m_doc_null(void) { return PyModuleDef_Init(&definition); }
