/* The init needs 3 MB of stack at once, which the main thread of a plain process has. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_needs_a_large_frame", .m_slots = slots};

PyMODINIT_FUNC PyInit_init_needs_a_large_frame(void)
{
    volatile char frame[3 << 20];
    for (size_t i = 0; i < sizeof frame; i += 4096) {
        frame[i] = (char)i;
    }
    return PyModuleDef_Init(&definition);
}
