/* A slot id whose low 16 bits are those of an exec slot: from 3.15 on only they count. */
#include <Python.h>
#include "slots.h"

static int execute(PyObject *module) { return PyObject_SetAttrString(module, "executed", Py_True); }

static PyModuleDef_Slot slots[] = {{0x10055, execute}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slot_truncated_to_exec", .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_truncated_to_exec(void) { return PyModuleDef_Init(&definition); }
