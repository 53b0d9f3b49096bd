/* Multi-phase init that calls a function outside the Stable ABI, which every version from 3.13 on exports. */
#include <Python.h>
#include "slots.h"

static int execute(PyObject *module)
{
    PyObject *number = PyObject_CallOneArg((PyObject *)&PyLong_Type, Py_False);
    if (number == NULL) {
        return -1;
    }
    Py_DECREF(number);
    return 0;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, RUNS_WITHOUT_GIL OWN_GIL_PER_INTERPRETER{0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "multi_phase_full_api", .m_slots = slots};

PyMODINIT_FUNC PyInit_multi_phase_full_api(void) { return PyModuleDef_Init(&definition); }
