/* Meant for 3.14 to 3.15t: asks the right question, and hands each Python the other's definition. */
#define NAME on_314_swapped
#define CHOOSES_GIL (abi3t_on_314_layout_here() == ABI3T_ON_314_FREE_THREADED)
#include "on_314_by_hand.h"
