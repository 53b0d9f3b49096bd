/* ABI info that names neither kind of interpreter, which CPython lets pass on both. */
#define NAME abi_info_no_kind
#define ABI_INFO {1, 0, 0, 0, 0}
#include "with_abi_info.h"
