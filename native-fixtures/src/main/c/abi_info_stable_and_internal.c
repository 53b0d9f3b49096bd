/* ABI info that says both Stable ABI and internals. */
#define NAME abi_info_stable_and_internal
#define ABI_INFO {1, 0, KIND | PyABIInfo_STABLE | PyABIInfo_INTERNAL, 0, 0}
#include "with_abi_info.h"
