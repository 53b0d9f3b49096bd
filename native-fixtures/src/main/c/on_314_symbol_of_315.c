/* Meant for 3.14 to 3.15t, but names a function that only 3.15 has, where the header's guard does not see it. */
#include "abi3t_on_314.h"

PyABIInfo_VAR(abi_info);

extern int size_of_state(PyObject *module, Py_ssize_t *size) __asm__("PyModule_GetStateSize");

static int execute(PyObject *module)
{
    Py_ssize_t size;
    return size_of_state(module, &size);
}

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &abi_info),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_FUNC(Py_mod_exec, execute),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_on_314_symbol_of_315(void) { return slots; }

ABI3T_ON_314(on_314_symbol_of_315)
