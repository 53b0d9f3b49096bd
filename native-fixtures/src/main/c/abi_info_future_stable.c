/* ABI info that asks for the Stable ABI of a version that is still to come. */
#define NAME abi_info_future_stable
#define ABI_INFO {1, 0, KIND | PyABIInfo_STABLE, PY_VERSION_HEX, 0x03630000}
#include "with_abi_info.h"
