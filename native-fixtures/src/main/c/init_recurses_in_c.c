/* The init calls itself for ever, until the stack is used up. */
#include <Python.h>

static int deeper(int depth)
{
    if (depth < 0) {
        return 0;
    }
    volatile char frame[256];
    frame[depth % 256] = (char)depth;
    return deeper(depth + 1) + frame[(depth + 1) % 256];
}

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_recurses_in_c"};

PyMODINIT_FUNC PyInit_init_recurses_in_c(void)
{
    if (deeper(1) > 0) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
