/* The init runs Python code that recurses: a RecursionError, if the stack is as large as Python thinks. */
#include <Python.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_recurses_in_python"};

PyMODINIT_FUNC PyInit_init_recurses_in_python(void)
{
    PyObject *scope = PyDict_New();
    PyObject *code = Py_CompileString("def f(): f()\nf()\n", "deep", Py_file_input);
    if (scope == NULL || code == NULL) {
        return NULL;
    }
    PyDict_SetItemString(scope, "__builtins__", PyEval_GetBuiltins());
    if (PyEval_EvalCode(code, scope, scope) == NULL) {
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
