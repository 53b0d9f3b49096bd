/* ABI info that asks for a free-threaded interpreter, and says nothing of versions. */
#define NAME abi_info_free_threaded_only
#define ABI_INFO {1, 0, PyABIInfo_FREETHREADED, 0, 0}
#include "with_abi_info.h"
