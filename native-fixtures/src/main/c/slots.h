/* The two declarations that every well-behaved module of these fixtures makes, where the headers know them. */
#ifdef Py_MOD_GIL_NOT_USED
#define RUNS_WITHOUT_GIL {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#else
#define RUNS_WITHOUT_GIL
#endif

#ifdef Py_MOD_PER_INTERPRETER_GIL_SUPPORTED
#define OWN_GIL_PER_INTERPRETER {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#else
#define OWN_GIL_PER_INTERPRETER
#endif
