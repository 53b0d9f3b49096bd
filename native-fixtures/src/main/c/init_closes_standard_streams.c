/* The init closes standard input, output and error. */
#include <Python.h>
#include <unistd.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_closes_standard_streams", .m_slots = slots};

PyMODINIT_FUNC PyInit_init_closes_standard_streams(void)
{
    close(0);
    close(1);
    close(2);
    return PyModuleDef_Init(&definition);
}
