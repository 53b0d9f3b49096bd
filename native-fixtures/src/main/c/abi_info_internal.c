/* ABI info of a module that uses internals of one version, which is no interpreter's. */
#define NAME abi_info_internal
#define ABI_INFO {1, 0, KIND | PyABIInfo_INTERNAL, 0x030f0001, 0x030f0001}
#include "with_abi_info.h"
