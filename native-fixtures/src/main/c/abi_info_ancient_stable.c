/* ABI info that asks for a Stable ABI older than the first one. */
#define NAME abi_info_ancient_stable
#define ABI_INFO {1, 0, KIND | PyABIInfo_STABLE, PY_VERSION_HEX, 0x03010000}
#include "with_abi_info.h"
