/* The library of needs_sibling. */
int PyObject_DoWhatIMean(void) { return 42; }
