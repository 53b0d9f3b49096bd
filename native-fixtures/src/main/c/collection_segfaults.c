/* Imports, and crashes at the first garbage collection that looks at it. */
#include <Python.h>
#include "slots.h"

static int traverse(PyObject *module, visitproc visit, void *argument)
{
    *(volatile int *)0 = 0;
    return 0;
}

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "collection_segfaults", .m_size = 8, .m_traverse = traverse, .m_slots = slots};

PyMODINIT_FUNC PyInit_collection_segfaults(void) { return PyModuleDef_Init(&definition); }
