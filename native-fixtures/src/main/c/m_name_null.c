/* The definition has no name: multi-phase modules need none. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_doc = "Nameless.", .m_slots = slots};

PyMODINIT_FUNC PyInit_m_name_null(void) { return PyModuleDef_Init(&definition); }
