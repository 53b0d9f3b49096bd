/* The entry function's address is only found while the file is linked (an indirect function). */
#include <Python.h>
#include "slots.h"

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "entry_is_resolved", .m_slots = slots};

static PyObject *initialize(void) { return PyModuleDef_Init(&definition); }

__attribute__((used)) static PyObject *(*resolve(void))(void) { return initialize; }

PyMODINIT_FUNC PyInit_entry_is_resolved(void) __attribute__((ifunc("resolve")));
