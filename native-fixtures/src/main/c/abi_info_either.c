/* ABI info that fits both kinds of interpreter, and says nothing of versions. */
#define NAME abi_info_either
#define ABI_INFO {1, 0, PyABIInfo_FREETHREADING_AGNOSTIC, 0, 0}
#include "with_abi_info.h"
