/* The init prints a lot on both streams, some of it binary, some of it without an end of line. */
#include <Python.h>
#include <stdio.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_prints", .m_slots = slots};

PyMODINIT_FUNC PyInit_init_prints(void)
{
    for (int i = 0; i < 1000; i++) {
        dprintf(1, "{\"verdict\": \"loads\"}\n\377\376 %d", i);
        dprintf(2, "Traceback (most recent call last):\n%d\r", i);
    }
    return PyModuleDef_Init(&definition);
}
