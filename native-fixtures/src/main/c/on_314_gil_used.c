/* One file for 3.14 to 3.15t that does not say that it runs without the GIL. */
#include "abi3t_on_314.h"

PyABIInfo_VAR(abi_info);

static PySlot slots[] = {PySlot_DATA(Py_mod_abi, &abi_info), PySlot_END};

PyMODEXPORT_FUNC PyModExport_on_314_gil_used(void) { return slots; }

ABI3T_ON_314(on_314_gil_used)
