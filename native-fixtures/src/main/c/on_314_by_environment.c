/* Meant for 3.14 to 3.15t, but what it hands out is for the environment to say. */
#include <Python.h>
#include <stdlib.h>
#define NAME on_314_by_environment
#define CHOOSES_GIL (getenv("PATH") != NULL)
#include "on_314_by_hand.h"
