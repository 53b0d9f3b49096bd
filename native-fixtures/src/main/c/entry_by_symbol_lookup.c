/* The entry function looks PyModuleDef_Init up by name: the file does not even need the symbol. */
#include <Python.h>
#include <dlfcn.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "entry_by_symbol_lookup", .m_slots = slots};

PyMODINIT_FUNC PyInit_entry_by_symbol_lookup(void)
{
    PyObject *(*initialize)(PyModuleDef *) = dlsym(RTLD_DEFAULT, "PyModuleDef_Init");
    return initialize == NULL ? NULL : initialize(&definition);
}
