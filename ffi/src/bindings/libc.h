#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
