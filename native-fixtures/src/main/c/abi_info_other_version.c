/* ABI info of a build for another minor version. */
#define NAME abi_info_other_version
#define ABI_INFO {1, 0, KIND, 0x030e07f0, 0x030e07f0}
#include "with_abi_info.h"
