/* ABI info that asks for an interpreter with a GIL, and says nothing of versions. */
#define NAME abi_info_gil_only
#define ABI_INFO {1, 0, PyABIInfo_GIL, 0, 0}
#include "with_abi_info.h"
