/* ABI info with a minor version of the future, which nobody looks at. */
#define NAME abi_info_minor_255
#define ABI_INFO {1, 255, KIND, PY_VERSION_HEX, PY_VERSION_HEX}
#include "with_abi_info.h"
