/* A slot id whose low 16 bits are zero: from 3.15 on it ends the array, before an info that would be rejected. */
#include <Python.h>
#include "slots.h"

/* The bytes of a PyABIInfo with a major version that no interpreter knows. */
static unsigned rejecting[3] = {2, 0, 0};

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0x10000, NULL}, {109, rejecting}, {0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slot_truncated_to_end", .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_truncated_to_end(void) { return PyModuleDef_Init(&definition); }
