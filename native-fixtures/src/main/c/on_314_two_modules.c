/* One file for 3.14 to 3.15t with two modules in it: one by the file's name, and one that a loader asks for by its own. */
#include "abi3t_on_314.h"

PyABIInfo_VAR(abi_info);

static int first(PyObject *module) { return PyModule_AddIntConstant(module, "number", 1); }

static int second(PyObject *module) { return PyModule_AddIntConstant(module, "number", 2); }

static PySlot first_slots[] = {
    PySlot_DATA(Py_mod_abi, &abi_info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_FUNC(Py_mod_exec, first),
    PySlot_END,
};

static PySlot second_slots[] = {
    PySlot_DATA(Py_mod_abi, &abi_info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_FUNC(Py_mod_exec, second),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_on_314_two_modules(void) { return first_slots; }

PyMODEXPORT_FUNC PyModExport_on_314_second(void) { return second_slots; }

ABI3T_ON_314(on_314_two_modules)
ABI3T_ON_314(on_314_second)
