/* Meant for 3.14 to 3.15t, but hands 3.14t the definition that 3.14 gets. */
#define NAME on_314_only_gil
#define CHOOSES_GIL 1
#include "on_314_by_hand.h"
