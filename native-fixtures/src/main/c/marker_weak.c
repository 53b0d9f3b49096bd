/* Asks, weakly, for a function that only the other kind of interpreter calls from its headers. */
#include <Python.h>
#include "slots.h"

#ifdef Py_GIL_DISABLED
__attribute__((weak)) void _Py_Dealloc(PyObject *);
#define MARKER _Py_Dealloc
#else
__attribute__((weak)) void _Py_DecRefShared(PyObject *);
#define MARKER _Py_DecRefShared
#endif

void *volatile kept;

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "marker_weak", .m_slots = slots};

PyMODINIT_FUNC PyInit_marker_weak(void)
{
    kept = (void *)MARKER;
    return PyModuleDef_Init(&definition);
}
