/* The init blocks what can be blocked and never ends: only SIGKILL helps. */
#include <Python.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_ignores_signals"};

PyMODINIT_FUNC PyInit_init_ignores_signals(void)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    for (;;) {
        sleep(1);
    }
    return PyModuleDef_Init(&definition);
}
