/* ABI info lies DEPTH arrays below the exported one: four are followed. */
#include <Python.h>

PyABIInfo_VAR(info);

static PySlot level_0[] = {
    PySlot_DATA(Py_mod_abi, &info), PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED), PySlot_END};

#define LEVEL(number, below) static PySlot number[] = {PySlot_DATA(Py_slot_subslots, below), PySlot_END};
LEVEL(level_1, level_0)
LEVEL(level_2, level_1)
LEVEL(level_3, level_2)
LEVEL(level_4, level_3)
LEVEL(level_5, level_4)
LEVEL(level_6, level_5)
#define JOIN_NOW(left, right) left##right
#define JOIN(left, right) JOIN_NOW(left, right)

PyMODEXPORT_FUNC PyModExport_export_subslots(void)
{
    PySlot *levels[] = {level_0, level_1, level_2, level_3, level_4, level_5, level_6};
    (void)levels;
    return JOIN(level_, DEPTH);
}
