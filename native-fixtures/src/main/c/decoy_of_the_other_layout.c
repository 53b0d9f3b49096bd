/* Beside its definition lies one, never used, laid out for the other kind of build. */
#include <Python.h>
#include "slots.h"

#ifdef Py_GIL_DISABLED
#define WORDS_BEFORE_NAME 5
#else
#define WORDS_BEFORE_NAME 7
#endif

static struct {
    unsigned header[WORDS_BEFORE_NAME * 2];
    const char *name;
    void *rest[7];
} decoy = {
#ifndef Py_GIL_DISABLED
    .header = {0, 0, 4, 0xffffffff},
#else
    .header = {0xc0000000, 0x50000},
#endif
    .name = "decoy_of_the_other_layout"};

void *volatile kept = &decoy;

static PyModuleDef_Slot slots[] = {RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "decoy_of_the_other_layout", .m_slots = slots};

PyMODINIT_FUNC PyInit_decoy_of_the_other_layout(void) { return PyModuleDef_Init(&definition); }
