/* The entry function readies a static type and does other things before it gives the definition, as old code does. */
#include <Python.h>
#include "slots.h"

static PyTypeObject type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "entry_prepares_types.Thing", .tp_basicsize = sizeof(PyObject)};

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "entry_prepares_types", .m_slots = slots};

PyMODINIT_FUNC PyInit_entry_prepares_types(void)
{
    if (PyType_Ready(&type) < 0) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
