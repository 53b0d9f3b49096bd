/* The definition is in the file, but its slots are only written by the init. */
#include <Python.h>

static PyModuleDef_Slot slots[3];

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "slots_assigned", .m_slots = slots};

PyMODINIT_FUNC PyInit_slots_assigned(void)
{
#ifdef Py_MOD_GIL_NOT_USED
    slots[0].slot = Py_mod_gil;
    slots[0].value = Py_MOD_GIL_NOT_USED;
#endif
    return PyModuleDef_Init(&definition);
}
