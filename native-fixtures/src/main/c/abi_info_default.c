/* ABI info as the headers fill it in. */
#define NAME abi_info_default
#define ABI_INFO _PyABIInfo_DEFAULT
#include "with_abi_info.h"
