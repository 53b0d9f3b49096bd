/* Two create slots. */
#include <Python.h>
#include "slots.h"

static PyObject *create(PyObject *spec, PyModuleDef *unused) { return PyModule_New("slot_create_twice"); }

static PyModuleDef_Slot slots[] = {{Py_mod_create, create}, {Py_mod_create, create}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slot_create_twice", .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_create_twice(void) { return PyModuleDef_Init(&definition); }
