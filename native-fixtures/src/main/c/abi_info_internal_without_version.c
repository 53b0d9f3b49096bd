/* ABI info of a module that uses internals, but does not say of which version. */
#define NAME abi_info_internal_without_version
#define ABI_INFO {1, 0, KIND | PyABIInfo_INTERNAL, 0, 0}
#include "with_abi_info.h"
