/* Meant for 3.14 to 3.15t, but takes Py_GIL_DISABLED for what runs, which headers define for every build for abi3t. */
#include <Python.h>
#define NAME on_314_by_headers
#ifdef Py_GIL_DISABLED
#define CHOOSES_GIL 0
#else
#define CHOOSES_GIL 1
#endif
#include "on_314_by_hand.h"
