/* An exported array that gives another name than the file, which nobody compares. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_DATA(Py_mod_name, "another"),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_name_differs(void) { return slots; }
