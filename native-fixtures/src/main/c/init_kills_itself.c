/* The init has the process killed, which leaves no trace. */
#include <Python.h>
#include <signal.h>
#include <unistd.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_kills_itself"};

PyMODINIT_FUNC PyInit_init_kills_itself(void)
{
    kill(getpid(), SIGKILL);
    return PyModuleDef_Init(&definition);
}
