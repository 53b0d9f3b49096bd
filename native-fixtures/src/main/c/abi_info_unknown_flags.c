/* ABI info with flags that nobody knows, which nobody looks at. */
#define NAME abi_info_unknown_flags
#define ABI_INFO {1, 0, KIND | 0xfff0, 0, 0}
#include "with_abi_info.h"
