/* The init never ends. */
#include <Python.h>
#include <unistd.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_hangs"};

PyMODINIT_FUNC PyInit_init_hangs(void)
{
    for (;;) {
        sleep(1);
    }
    return PyModuleDef_Init(&definition);
}
