/* Has slots, none of which speaks of the GIL. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {OWN_GIL_PER_INTERPRETER{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "gil_absent", .m_slots = slots};

PyMODINIT_FUNC PyInit_gil_absent(void) { return PyModuleDef_Init(&definition); }
