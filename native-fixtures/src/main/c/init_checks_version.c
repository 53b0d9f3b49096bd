/* The init refuses every other minor version than its own, as careful modules do. */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_checks_version", .m_slots = slots};

PyMODINIT_FUNC PyInit_init_checks_version(void)
{
    if ((Py_Version >> 16) != (PY_VERSION_HEX >> 16)) {
        PyErr_SetString(PyExc_ImportError, "compiled for another version of Python");
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
