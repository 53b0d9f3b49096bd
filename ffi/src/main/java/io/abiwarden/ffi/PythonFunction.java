package io.abiwarden.ffi;

/**
 * The functions of the C API that abiwarden calls: their names, what they return and how many
 * arguments they take. All arguments are pointers and integers.
 */
enum PythonFunction {
  GET_VERSION("Py_GetVersion", Result.WORD, 0),

  IS_INITIALIZED("Py_IsInitialized", Result.INT, 0),
  IS_FINALIZING("Py_IsFinalizing", Result.INT, 0),
  IS_FINALIZING_BEFORE_3_13("_Py_IsFinalizing", Result.INT, 0),
  GET_PREFIX("Py_GetPrefix", Result.WORD, 0),
  GET_EXEC_PREFIX("Py_GetExecPrefix", Result.WORD, 0),
  GET_PYTHON_HOME("Py_GetPythonHome", Result.WORD, 0),
  GET_PROGRAM_FULL_PATH("Py_GetProgramFullPath", Result.WORD, 0),

  INIT_CONFIG_CREATE("PyInitConfig_Create", Result.WORD, 0),
  INIT_CONFIG_FREE("PyInitConfig_Free", Result.NOTHING, 1),
  INIT_CONFIG_SET_INT("PyInitConfig_SetInt", Result.INT, 3),
  INIT_CONFIG_SET_STR("PyInitConfig_SetStr", Result.INT, 3),
  INIT_CONFIG_GET_ERROR("PyInitConfig_GetError", Result.INT, 2),
  INITIALIZE_FROM_INIT_CONFIG("Py_InitializeFromInitConfig", Result.INT, 1),

  PRE_CONFIG_INIT_ISOLATED("PyPreConfig_InitIsolatedConfig", Result.NOTHING, 1),
  CONFIG_INIT_ISOLATED("PyConfig_InitIsolatedConfig", Result.NOTHING, 1),
  CONFIG_CLEAR("PyConfig_Clear", Result.NOTHING, 1),

  FINALIZE("Py_FinalizeEx", Result.INT, 0),
  AT_EXIT("Py_AtExit", Result.INT, 1),
  ADD_AUDIT_HOOK("PySys_AddAuditHook", Result.INT, 2),
  /** Called without arguments for the event, which is what the third of C's stands for. */
  AUDIT("PySys_Audit", Result.INT, 2),
  GIL_STATE_THIS_THREAD("PyGILState_GetThisThreadState", Result.WORD, 0),
  THREAD_STATE_UNCHECKED("PyThreadState_GetUnchecked", Result.WORD, 0),
  THREAD_STATE_UNCHECKED_BEFORE_3_13("_PyThreadState_UncheckedGet", Result.WORD, 0),
  INTERPRETER_GET("PyInterpreterState_Get", Result.WORD, 0),
  INTERPRETER_MAIN("PyInterpreterState_Main", Result.WORD, 0),
  INTERPRETER_GET_ID("PyInterpreterState_GetID", Result.WORD, 1),
  THREAD_STATE_GET("PyThreadState_Get", Result.WORD, 0),
  SET_STACK_PROTECTION("PyUnstable_ThreadState_SetStackProtection", Result.INT, 3),
  SAVE_THREAD("PyEval_SaveThread", Result.WORD, 0),
  RESTORE_THREAD("PyEval_RestoreThread", Result.NOTHING, 1),

  INC_REF("Py_IncRef", Result.NOTHING, 1),
  DEC_REF("Py_DecRef", Result.NOTHING, 1),
  OBJECT_TYPE("PyObject_Type", Result.WORD, 1),
  TYPE_GET_FLAGS("PyType_GetFlags", Result.WORD, 1),
  OBJECT_STR("PyObject_Str", Result.WORD, 1),
  OBJECT_REPR("PyObject_Repr", Result.WORD, 1),
  OBJECT_IS_TRUE("PyObject_IsTrue", Result.INT, 1),
  OBJECT_GET_ATTR("PyObject_GetAttr", Result.WORD, 2),
  OBJECT_SET_ATTR("PyObject_SetAttr", Result.INT, 3),
  OBJECT_GET_ITEM("PyObject_GetItem", Result.WORD, 2),
  OBJECT_SET_ITEM("PyObject_SetItem", Result.INT, 3),
  OBJECT_CALL("PyObject_CallObject", Result.WORD, 2),

  UNICODE_DECODE_UTF16("PyUnicode_DecodeUTF16", Result.WORD, 4),
  UNICODE_AS_UCS4("PyUnicode_AsUCS4", Result.WORD, 4),
  UNICODE_GET_LENGTH("PyUnicode_GetLength", Result.WORD, 1),
  UNICODE_SUBSTRING("PyUnicode_Substring", Result.WORD, 3),
  BYTES_FROM_STRING("PyBytes_FromStringAndSize", Result.WORD, 2),
  BYTES_AS_STRING("PyBytes_AsString", Result.WORD, 1),
  BYTES_SIZE("PyBytes_Size", Result.WORD, 1),
  LONG_FROM_LONG_LONG("PyLong_FromLongLong", Result.WORD, 1),
  LONG_AS_LONG_LONG("PyLong_AsLongLong", Result.WORD, 1),
  BOOL_FROM_LONG("PyBool_FromLong", Result.WORD, 1),
  TUPLE_NEW("PyTuple_New", Result.WORD, 1),
  TUPLE_SET_ITEM("PyTuple_SetItem", Result.INT, 3),
  TUPLE_SIZE("PyTuple_Size", Result.WORD, 1),
  TUPLE_GET_ITEM("PyTuple_GetItem", Result.WORD, 2),
  LIST_NEW("PyList_New", Result.WORD, 1),
  LIST_APPEND("PyList_Append", Result.INT, 2),
  SEQUENCE_SIZE("PySequence_Size", Result.WORD, 1),
  SEQUENCE_GET_ITEM("PySequence_GetItem", Result.WORD, 2),
  DICT_NEW("PyDict_New", Result.WORD, 0),

  GET_BUILTINS("PyEval_GetBuiltins", Result.WORD, 0),
  COMPILE_STRING("Py_CompileString", Result.WORD, 3),
  EVAL_CODE("PyEval_EvalCode", Result.WORD, 3),
  IMPORT("PyImport_Import", Result.WORD, 1),
  MODULE_GET_DEF("PyModule_GetDef", Result.WORD, 1),

  ERR_OCCURRED("PyErr_Occurred", Result.WORD, 0),
  ERR_CLEAR("PyErr_Clear", Result.NOTHING, 0),
  ERR_FETCH("PyErr_Fetch", Result.NOTHING, 3),
  ERR_NORMALIZE("PyErr_NormalizeException", Result.NOTHING, 3),
  ERR_SET_IMPORT_ERROR("PyErr_SetImportError", Result.WORD, 3),
  EXCEPTION_SET_TRACEBACK("PyException_SetTraceback", Result.INT, 2);

  /** What a function returns. */
  enum Result {
    /** A pointer, or an integer of 64 bits. */
    WORD,
    /** An {@code int}. */
    INT,
    /** A {@code void}. */
    NOTHING
  }

  private final String symbol;
  private final Result result;
  private final int arguments;

  PythonFunction(String symbol, Result result, int arguments) {
    this.symbol = symbol;
    this.result = result;
    this.arguments = arguments;
  }

  /** Its name in libpython. */
  String symbol() {
    return symbol;
  }

  /** What it returns. */
  Result result() {
    return result;
  }

  /** How many arguments it takes. */
  int arguments() {
    return arguments;
  }
}
