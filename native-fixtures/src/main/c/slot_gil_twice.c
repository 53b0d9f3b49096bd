/* Two slots that say it runs without the GIL. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slot_gil_twice", .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_gil_twice(void) { return PyModuleDef_Init(&definition); }
