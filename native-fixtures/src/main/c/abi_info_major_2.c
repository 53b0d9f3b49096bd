/* ABI info with a major version that no interpreter knows. */
#define NAME abi_info_major_2
#define ABI_INFO {2, 0, KIND, PY_VERSION_HEX, PY_VERSION_HEX}
#include "with_abi_info.h"
