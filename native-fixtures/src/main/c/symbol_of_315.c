/* Needs a function that the Stable ABI has since 3.15. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "symbol_of_315", .m_slots = slots};

PyMODINIT_FUNC PyInit_symbol_of_315(void)
{
    if (PyErr_Occurred() && PySys_GetAttrString("path") != NULL) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
