/* Uses the slot ids of 3.13 by number, whatever the headers call them. */
#include <Python.h>
#include "slots.h"

static int execute(PyObject *module) { return 0; }

static PyModuleDef_Slot slots[] = {{2, execute}, {4, (void *)1}, {3, (void *)2}, {0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slots_by_old_ids", .m_slots = slots};

PyMODINIT_FUNC PyInit_slots_by_old_ids(void) { return PyModuleDef_Init(&definition); }
