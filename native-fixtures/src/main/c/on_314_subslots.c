/* One file for 3.14 to 3.15t: slots in arrays below arrays, in the old form and the new, with some to be passed over. */
#include "abi3t_on_314.h"

PyABIInfo_VAR(abi_info);

static PyObject *answer(PyObject *self, PyObject *unused) { return PyLong_FromLong(42); }

static PyMethodDef methods[] = {{"answer", answer, METH_NOARGS, NULL}, {0}};

static int execute(PyObject *module) { return PyModule_AddIntConstant(module, "executed", 1); }

static PySlot deepest[] = {PySlot_DATA(Py_mod_abi, &abi_info), PySlot_END};

static PySlot deeper[] = {PySlot_DATA(Py_slot_subslots, deepest), PySlot_END};

/* Old ids and the old form of an entry: 2 is exec, 3 is multiple interpreters. */
static PyModuleDef_Slot old_form[] = {
    {2, (void *)execute}, {3, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED}, {Py_slot_subslots, deeper}, {0, NULL}};

static PySlot slots[] = {
    {.sl_id = 5000, .sl_flags = PySlot_OPTIONAL, .sl_ptr = NULL},
    {.sl_id = Py_nb_add, .sl_flags = PySlot_OPTIONAL, .sl_ptr = NULL},
    PySlot_DATA(Py_slot_subslots, NULL),
    PySlot_DATA(Py_mod_slots, old_form),
    PySlot_UINT64(Py_mod_gil, 1),
    PySlot_STATIC_DATA(Py_mod_methods, methods),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_on_314_subslots(void) { return slots; }

ABI3T_ON_314(on_314_subslots)
