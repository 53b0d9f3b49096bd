/* An exported array without any slot. */
#include <Python.h>

static PySlot slots[] = {
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_export_empty(void) { return slots; }
