/* A slot that belongs into a type (Py_tp_dealloc). */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL {Py_tp_dealloc, NULL}, {0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slot_of_a_type", .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_of_a_type(void) { return PyModuleDef_Init(&definition); }
