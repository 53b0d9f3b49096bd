/* A type whose instances' size is computed from the size of an object of this kind of build. */
#include <Python.h>
#include "slots.h"

typedef struct {
    PyObject_HEAD
    void *value;
} Thing;

static PyType_Slot type_slots[] = {{0, NULL}};

static PyType_Spec spec = {
    .name = "type_with_basicsize.Thing", .basicsize = sizeof(Thing), .flags = Py_TPFLAGS_DEFAULT, .slots = type_slots};

static int execute(PyObject *module)
{
    PyObject *type = PyType_FromSpec(&spec);
    return type == NULL ? -1 : PyObject_SetAttrString(module, "Thing", type);
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, RUNS_WITHOUT_GIL{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "type_with_basicsize", .m_slots = slots};

PyMODINIT_FUNC PyInit_type_with_basicsize(void) { return PyModuleDef_Init(&definition); }
