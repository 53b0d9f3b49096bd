/* Hundreds of exec slots. */
#include <Python.h>
#include "slots.h"

static int execute(PyObject *module) { return 0; }

#define ONE {Py_mod_exec, execute},
#define FIVE ONE ONE ONE ONE ONE
#define TWENTY_FIVE FIVE FIVE FIVE FIVE FIVE
#define HUNDRED TWENTY_FIVE TWENTY_FIVE TWENTY_FIVE TWENTY_FIVE

static PyModuleDef_Slot slots[] = {HUNDRED HUNDRED HUNDRED RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slots_many", .m_slots = slots};

PyMODINIT_FUNC PyInit_slots_many(void) { return PyModuleDef_Init(&definition); }
