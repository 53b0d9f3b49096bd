/* The init raises an exception with a text of a megabyte. */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = "init_raises_a_long_text"};

PyMODINIT_FUNC PyInit_init_raises_a_long_text(void)
{
    char *text = malloc((1 << 20) + 1);
    if (text != NULL) {
        memset(text, 'x', 1 << 20);
        text[1 << 20] = 0;
        PyErr_SetString(PyExc_RuntimeError, text);
        free(text);
        return NULL;
    }
    return PyModuleDef_Init(&definition);
}
