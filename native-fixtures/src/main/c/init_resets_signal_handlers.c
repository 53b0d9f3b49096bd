/* The init takes every signal handler away, and then crashes: no handler will tell. */
#include <Python.h>
#include <signal.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_resets_signal_handlers"};

PyMODINIT_FUNC PyInit_init_resets_signal_handlers(void)
{
    for (int number = 1; number < 32; number++) {
        signal(number, SIG_DFL);
    }
    *(volatile int *)0 = 0;
    return PyModuleDef_Init(&definition);
}
