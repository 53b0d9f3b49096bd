/* The init writes to every open file descriptor, whoever owns it. */
#include <Python.h>
#include <fcntl.h>
#include <unistd.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_writes_to_all_descriptors", .m_slots = slots};

PyMODINIT_FUNC PyInit_init_writes_to_all_descriptors(void)
{
    for (int descriptor = 1; descriptor < 64; descriptor++) {
        if (fcntl(descriptor, F_GETFL) >= 0 && write(descriptor, "\ngarbage\n", 9) < 0) {
            continue;
        }
    }
    return PyModuleDef_Init(&definition);
}
