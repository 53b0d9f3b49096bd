/* One file for 3.14, 3.14t, 3.15 and 3.15t: state, methods, and a heap type with fields of its own. */
#include "abi3t_on_314.h"

PyABIInfo_VAR(abi_info);

ABI3T_ON_314(on_314)

typedef struct {
    PyObject *counter_type;
    long answer;
} State;

/* The fields of a Counter, behind those of its base, wherever that is in this Python. */
typedef struct {
    long count;
} Counter;

/* By its address, Python 3.15 tells this module from others. */
static char token;

static PyObject *answer(PyObject *self, PyObject *unused)
{
    return PyLong_FromLong(((State *)PyModule_GetState(self))->answer);
}

static PyMethodDef methods[] = {{"answer", answer, METH_NOARGS, "The answer."}, {0}};

/* The fields of an object, found by way of the module's state; nb_add and its like are not told their defining class. */
static Counter *fields(PyObject *self)
{
    PyObject *module = ABI3T_ON_314_MODULE(on_314, Py_TYPE(self), &token);
    State *state = module == NULL ? NULL : (State *)PyModule_GetState(module);
    return state == NULL ? NULL : (Counter *)PyObject_GetTypeData(self, (PyTypeObject *)state->counter_type);
}

static int counter_init(PyObject *self, PyObject *args, PyObject *keywords)
{
    Counter *counter = fields(self);
    return counter != NULL && PyArg_ParseTuple(args, "|l", &counter->count) ? 0 : -1;
}

static Py_ssize_t counter_length(PyObject *self)
{
    Counter *counter = fields(self);
    return counter == NULL ? -1 : counter->count;
}

static PyObject *counter_add(PyObject *left, PyObject *right)
{
    Counter *counter;
    if (!PyLong_CheckExact(right)) {
        return Py_NewRef(Py_NotImplemented);
    }
    counter = fields(left);
    if (counter == NULL) {
        return NULL;
    }
    counter->count += PyLong_AsLong(right);
    return PyErr_Occurred() ? NULL : Py_NewRef(left);
}

static void counter_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DECREF(type);
}

/* mp_length is a slot that 3.15 knows by a number of its own. */
static PyType_Slot counter_slots[] = {
    {Py_tp_doc, (void *)"Counts."},
    {Py_tp_init, (void *)counter_init},
    {Py_tp_dealloc, (void *)counter_dealloc},
    {Py_mp_length, (void *)counter_length},
    {Py_nb_add, (void *)counter_add},
    {0, NULL},
};

static PyType_Spec counter_spec = {
    "on_314.Counter", -(int)sizeof(Counter), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, counter_slots};

static int execute(PyObject *module)
{
    State *state = (State *)PyModule_GetState(module);
    state->answer = 42;
    state->counter_type = PyType_FromModuleAndSpec(module, &counter_spec, NULL);
    return state->counter_type == NULL ? -1 : PyModule_AddType(module, (PyTypeObject *)state->counter_type);
}

static int traverse(PyObject *module, visitproc visit, void *arg)
{
    State *state = (State *)PyModule_GetState(module);
    if (state != NULL) {
        Py_VISIT(state->counter_type);
    }
    return 0;
}

static int clear(PyObject *module)
{
    State *state = (State *)PyModule_GetState(module);
    if (state != NULL) {
        Py_CLEAR(state->counter_type);
    }
    return 0;
}

static void free_state(void *module) { clear((PyObject *)module); }

static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &abi_info),
    PySlot_DATA(Py_mod_name, "on_314"),
    PySlot_DATA(Py_mod_doc, "One file for four Pythons."),
    PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED),
    PySlot_DATA(Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED),
    PySlot_DATA(Py_mod_token, &token),
    PySlot_SIZE(Py_mod_state_size, sizeof(State)),
    PySlot_STATIC_DATA(Py_mod_methods, methods),
    PySlot_FUNC(Py_mod_exec, execute),
    PySlot_FUNC(Py_mod_state_traverse, traverse),
    PySlot_FUNC(Py_mod_state_clear, clear),
    PySlot_FUNC(Py_mod_state_free, free_state),
    PySlot_END,
};

PyMODEXPORT_FUNC PyModExport_on_314(void) { return slots; }
