/* The definition asks for more state than there is memory. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "m_size_huge", .m_size = PY_SSIZE_T_MAX / 2, .m_slots = slots};

PyMODINIT_FUNC PyInit_m_size_huge(void) { return PyModuleDef_Init(&definition); }
