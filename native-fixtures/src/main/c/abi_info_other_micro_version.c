/* ABI info of a build for another release of the same minor version. */
#define NAME abi_info_other_micro_version
#define ABI_INFO {1, 0, KIND, 0x030f63f0, 0x030f63f0}
#include "with_abi_info.h"
