/* A library with a function of its own that is named like a private one of Python's. */
void *_PyObject_GetDictPtr(void *object) { return object; }
