/* An exported array with a slot that belongs into a type. */
#include <Python.h>

PyABIInfo_VAR(info);

static int execute(PyObject *module) { return 0; }

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_FUNC(Py_tp_dealloc, execute),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_slot_of_a_type(void) { return slots; }
