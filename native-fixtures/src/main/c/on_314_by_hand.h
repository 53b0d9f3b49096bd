/* For modules that choose between their definitions themselves, by CHOOSES_GIL, and get it wrong. */
#include "abi3t_on_314.h"

PyABIInfo_VAR(abi_info);

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &abi_info), PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED), PySlot_END};

static PyModuleDef_Slot old_slots[] = {{4, Py_MOD_GIL_NOT_USED}, {0, NULL}};

#define TEXT_NOW(name) #name
#define TEXT(name) TEXT_NOW(name)
#define JOIN_NOW(left, right) left##right
#define JOIN(left, right) JOIN_NOW(left, right)

#define FIELDS {.name = TEXT(NAME), .slots = old_slots}

static struct abi3t_on_314_gil gil = {.count_and_flags = ABI3T_ON_314_IMMORTAL, .fields = FIELDS};

static struct abi3t_on_314_free_threaded free_threaded = {
    .flags = ABI3T_ON_314_STATIC, .local_count = ABI3T_ON_314_IMMORTAL_LOCAL, .fields = FIELDS};

PyMODEXPORT_FUNC JOIN(PyModExport_, NAME)(void) { return slots; }

PyMODINIT_FUNC JOIN(PyInit_, NAME)(void)
{
    return PyModuleDef_Init(CHOOSES_GIL ? (PyModuleDef *)&gil : (PyModuleDef *)&free_threaded);
}
