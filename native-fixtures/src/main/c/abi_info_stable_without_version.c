/* ABI info that says Stable ABI, but not of which version. */
#define NAME abi_info_stable_without_version
#define ABI_INFO {1, 0, KIND | PyABIInfo_STABLE, 0, 0}
#include "with_abi_info.h"
