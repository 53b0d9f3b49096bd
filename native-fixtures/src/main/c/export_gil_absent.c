/* An exported array that does not speak of the GIL. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_gil_absent(void) { return slots; }
