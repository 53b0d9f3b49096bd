/* Two exec slots, which is allowed. */
#include <Python.h>
#include "slots.h"

static int execute(PyObject *module) { return 0; }

static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, {Py_mod_exec, execute}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slot_exec_twice", .m_slots = slots};

PyMODINIT_FUNC PyInit_slot_exec_twice(void) { return PyModuleDef_Init(&definition); }
