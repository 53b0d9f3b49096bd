/* Has a function of its own that is named like one of Python's. */
#include <Python.h>
#include "slots.h"

__attribute__((noinline)) int PyObject_DoWhatIMean(void) { return 42; }

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "symbol_its_own", .m_slots = slots};

PyMODINIT_FUNC PyInit_symbol_its_own(void)
{
    if (PyObject_DoWhatIMean() != 42) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
