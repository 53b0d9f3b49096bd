/* ABI info whose major version turns every check off; all that follows is wrong. */
#define NAME abi_info_major_0
#define ABI_INFO {0, 0, PyABIInfo_STABLE | PyABIInfo_INTERNAL, 0x030f0000, 0x03630000}
#include "with_abi_info.h"
