/* Meant for 3.14 to 3.15t, but forgets the ABI info, without which no Python takes slots for a module. */
#include "abi3t_on_314.h"

static PySlot slots[] = {PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED), PySlot_END};

PyMODEXPORT_FUNC PyModExport_on_314_without_abi_info(void) { return slots; }

ABI3T_ON_314(on_314_without_abi_info)
