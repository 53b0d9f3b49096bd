/* One file for 3.14 to 3.15t with a module for each odd array of slots, which 3.14 must take or refuse as 3.15 does. */
#include "abi3t_on_314.h"

PyABIInfo_VAR(abi_info);

static PyMethodDef methods[] = {{0}};

static int execute(PyObject *module) { return PyModule_AddIntConstant(module, "executed", 1); }

static PyObject *create(PyObject *spec, PyModuleDef *definition) { return PyModule_New("created"); }

#define ABI PySlot_DATA(Py_mod_abi, &abi_info)
#define QUIET PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED)

/* A module whose slots are those given, and the one of the ABI info. */
#define MODULE(NAME, ...) ALONE(NAME, ABI, QUIET, __VA_ARGS__)
#define ALONE(NAME, ...)                                                     \
    static PySlot slots_of_##NAME[] = {__VA_ARGS__, PySlot_END};             \
    PyMODEXPORT_FUNC PyModExport_##NAME(void) { return slots_of_##NAME; }    \
    ABI3T_ON_314(NAME)

/* A module with ABI info of its own. */
#define WITH_INFO(NAME, ...)                            \
    static PyABIInfo info_of_##NAME = {__VA_ARGS__};    \
    ALONE(NAME, PySlot_DATA(Py_mod_abi, &info_of_##NAME), QUIET)

ALONE(on_314_odd, ABI, QUIET, PySlot_FUNC(Py_mod_exec, execute))

/* What is taken. */
MODULE(ok_old_ids, {.sl_id = 2, .sl_func = (void (*)(void))execute}, {.sl_id = 3, .sl_uint64 = 2})
MODULE(ok_create, PySlot_FUNC(Py_mod_create, create))
MODULE(ok_unknown_optional, {.sl_id = 60000, .sl_flags = PySlot_OPTIONAL})
MODULE(ok_invalid_optional, {.sl_id = Py_slot_invalid, .sl_flags = PySlot_OPTIONAL})
MODULE(ok_of_a_type_optional, {.sl_id = Py_nb_add, .sl_flags = PySlot_OPTIONAL})
MODULE(ok_unknown_flags, {.sl_id = Py_mod_exec, .sl_flags = 0xff00, .sl_func = (void (*)(void))execute})
MODULE(ok_reserved_bits, {.sl_id = Py_mod_exec, .sl_reserved = 7, .sl_func = (void (*)(void))execute})
ALONE(ok_gil_odd, ABI, PySlot_UINT64(Py_mod_gil, 7))
MODULE(ok_no_subslots, {.sl_id = Py_slot_subslots})
MODULE(ok_interpreters_odd, PySlot_UINT64(Py_mod_multiple_interpreters, 9))
MODULE(ok_size_by_pointer, PySlot_DATA(Py_mod_state_size, 64))
MODULE(ok_abi_twice, PySlot_DATA(Py_mod_abi, &abi_info))

static PySlot level_1[] = {PySlot_FUNC(Py_mod_exec, execute), PySlot_END};
static PySlot level_2[] = {PySlot_DATA(Py_slot_subslots, level_1), PySlot_END};
static PySlot level_3[] = {PySlot_DATA(Py_slot_subslots, level_2), PySlot_END};
static PySlot level_4[] = {PySlot_DATA(Py_slot_subslots, level_3), PySlot_END};
static PySlot level_5[] = {PySlot_DATA(Py_slot_subslots, level_4), PySlot_END};
MODULE(ok_four_levels, PySlot_DATA(Py_slot_subslots, level_4))

/* The end of an old array, by a number of which 3.15 reads the lower half. */
static PyModuleDef_Slot truncated[] = {{0x10055, (void *)execute}, {0x10000, NULL}, {500, NULL}};
MODULE(ok_old_array_truncated, PySlot_DATA(Py_mod_slots, truncated))

WITH_INFO(ok_info_says_nothing, 0, 0, 0, 0, 0)
WITH_INFO(ok_info_of_no_kind, 1, 0, PyABIInfo_STABLE, 0, 0x030f0000)
WITH_INFO(ok_info_of_an_older_abi, 1, 9, PyABIInfo_STABLE | PyABIInfo_FREETHREADING_AGNOSTIC, 0, 0x030e0000)

/* What is refused by SystemError. */
MODULE(no_unknown, {.sl_id = 500})
MODULE(no_invalid, {.sl_id = Py_slot_invalid})
MODULE(no_of_a_type, {.sl_id = Py_nb_add, .sl_func = (void (*)(void))execute})
MODULE(no_exec_twice, PySlot_FUNC(Py_mod_exec, execute), PySlot_FUNC(Py_mod_exec, execute))
MODULE(no_gil_twice, PySlot_DATA(Py_mod_gil, Py_MOD_GIL_USED))
MODULE(no_old_and_new_twice, {.sl_id = 4, .sl_uint64 = 1})
MODULE(no_exec_null, {.sl_id = Py_mod_exec})
MODULE(no_doc_null, {.sl_id = Py_mod_doc})
MODULE(no_methods_null, {.sl_id = Py_mod_methods, .sl_flags = PySlot_STATIC})
MODULE(no_methods_not_static, {.sl_id = Py_mod_methods, .sl_ptr = methods})
MODULE(no_size_negative, PySlot_SIZE(Py_mod_state_size, -1))
MODULE(no_end_optional, {.sl_id = Py_slot_end, .sl_flags = PySlot_OPTIONAL})
MODULE(no_five_levels, PySlot_DATA(Py_slot_subslots, level_5))
ALONE(no_info, QUIET)
ALONE(no_info_null, QUIET, {.sl_id = Py_mod_abi})

static PySlot of_itself[] = {PySlot_DATA(Py_slot_subslots, of_itself), PySlot_END};
MODULE(no_levels_of_itself, PySlot_DATA(Py_slot_subslots, of_itself))

static PyModuleDef_Slot unknown_in_old[] = {{500, NULL}, {0, NULL}};
MODULE(no_unknown_in_old_array, PySlot_DATA(Py_mod_slots, unknown_in_old))

PyMODEXPORT_FUNC PyModExport_no_slots(void) { return NULL; }
ABI3T_ON_314(no_slots)

PyMODEXPORT_FUNC PyModExport_no_slots_by_exception(void)
{
    PyErr_SetString(PyExc_SystemError, "no slots today");
    return NULL;
}
ABI3T_ON_314(no_slots_by_exception)

/* What is refused by ImportError. */
WITH_INFO(import_error_newer_info, 2, 0, PyABIInfo_STABLE | PyABIInfo_FREETHREADING_AGNOSTIC, 0, 0x030f0000)
WITH_INFO(import_error_newer_abi, 1, 0, PyABIInfo_STABLE | PyABIInfo_FREETHREADING_AGNOSTIC, 0, 0x03630000)
WITH_INFO(import_error_stable_and_internal, 1, 0,
    PyABIInfo_STABLE | PyABIInfo_INTERNAL | PyABIInfo_FREETHREADING_AGNOSTIC, 0, 0)
