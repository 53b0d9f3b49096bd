/* The definition's slots point nowhere. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "m_slots_nowhere", .m_slots = (PyModuleDef_Slot *)16};

PyMODINIT_FUNC PyInit_m_slots_nowhere(void) { return PyModuleDef_Init(&definition); }
