/* The entry function could use single-phase init, and never does. */
#include <Python.h>
#include <stdlib.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "entry_prefers_multi_phase", .m_slots = slots};

static PyModuleDef single = {PyModuleDef_HEAD_INIT, .m_name = "entry_prefers_multi_phase", .m_size = -1};

PyMODINIT_FUNC PyInit_entry_prefers_multi_phase(void)
{
    return getenv("PATH") == NULL ? PyModule_Create(&single) : PyModuleDef_Init(&definition);
}
