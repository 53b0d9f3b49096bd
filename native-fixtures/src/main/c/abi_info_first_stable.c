/* ABI info that asks for the first Stable ABI there was. */
#define NAME abi_info_first_stable
#define ABI_INFO {1, 0, KIND | PyABIInfo_STABLE, PY_VERSION_HEX, 0x03020000}
#include "with_abi_info.h"
