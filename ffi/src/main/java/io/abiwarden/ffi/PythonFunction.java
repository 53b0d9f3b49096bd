package io.abiwarden.ffi;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;

/**
 * The functions of the C API that abiwarden calls: names and descriptors.
 *
 * <p>A pointer is a {@code long} here. The calling conventions of the supported 64-bit platforms
 * pass both alike, and the addresses that come from foreign code are not to be mistaken for memory
 * that Java may read.
 */
enum PythonFunction {
  GET_VERSION("Py_GetVersion", Types.POINTER),

  INIT_CONFIG_CREATE("PyInitConfig_Create", Types.POINTER),
  INIT_CONFIG_FREE("PyInitConfig_Free", Types.VOID, Types.POINTER),
  INIT_CONFIG_SET_INT("PyInitConfig_SetInt", Types.INT, Types.POINTER, Types.POINTER, Types.INT64),
  INIT_CONFIG_SET_STR(
      "PyInitConfig_SetStr", Types.INT, Types.POINTER, Types.POINTER, Types.POINTER),
  INIT_CONFIG_GET_ERROR("PyInitConfig_GetError", Types.INT, Types.POINTER, Types.POINTER),
  INITIALIZE_FROM_INIT_CONFIG("Py_InitializeFromInitConfig", Types.INT, Types.POINTER),

  PRE_CONFIG_INIT_ISOLATED("PyPreConfig_InitIsolatedConfig", Types.VOID, Types.POINTER),
  CONFIG_INIT_ISOLATED("PyConfig_InitIsolatedConfig", Types.VOID, Types.POINTER),
  CONFIG_CLEAR("PyConfig_Clear", Types.VOID, Types.POINTER),

  FINALIZE("Py_FinalizeEx", Types.INT),
  ADD_AUDIT_HOOK("PySys_AddAuditHook", Types.INT, Types.POINTER, Types.POINTER),
  THREAD_STATE_GET("PyThreadState_Get", Types.POINTER),
  SET_STACK_PROTECTION(
      "PyUnstable_ThreadState_SetStackProtection",
      Types.INT,
      Types.POINTER,
      Types.POINTER,
      Types.INT64),
  SAVE_THREAD("PyEval_SaveThread", Types.POINTER),
  RESTORE_THREAD("PyEval_RestoreThread", Types.VOID, Types.POINTER),

  INC_REF("Py_IncRef", Types.VOID, Types.POINTER),
  DEC_REF("Py_DecRef", Types.VOID, Types.POINTER),
  OBJECT_TYPE("PyObject_Type", Types.POINTER, Types.POINTER),
  TYPE_GET_FLAGS("PyType_GetFlags", Types.INT64, Types.POINTER),
  OBJECT_STR("PyObject_Str", Types.POINTER, Types.POINTER),
  OBJECT_REPR("PyObject_Repr", Types.POINTER, Types.POINTER),
  OBJECT_IS_TRUE("PyObject_IsTrue", Types.INT, Types.POINTER),
  OBJECT_GET_ATTR("PyObject_GetAttr", Types.POINTER, Types.POINTER, Types.POINTER),
  OBJECT_SET_ATTR("PyObject_SetAttr", Types.INT, Types.POINTER, Types.POINTER, Types.POINTER),
  OBJECT_GET_ITEM("PyObject_GetItem", Types.POINTER, Types.POINTER, Types.POINTER),
  OBJECT_SET_ITEM("PyObject_SetItem", Types.INT, Types.POINTER, Types.POINTER, Types.POINTER),
  OBJECT_CALL("PyObject_CallObject", Types.POINTER, Types.POINTER, Types.POINTER),

  UNICODE_DECODE_UTF16(
      "PyUnicode_DecodeUTF16",
      Types.POINTER,
      Types.POINTER,
      Types.INT64,
      Types.POINTER,
      Types.POINTER),
  UNICODE_AS_UCS4(
      "PyUnicode_AsUCS4", Types.POINTER, Types.POINTER, Types.POINTER, Types.INT64, Types.INT),
  UNICODE_GET_LENGTH("PyUnicode_GetLength", Types.INT64, Types.POINTER),
  UNICODE_SUBSTRING("PyUnicode_Substring", Types.POINTER, Types.POINTER, Types.INT64, Types.INT64),
  BYTES_FROM_STRING("PyBytes_FromStringAndSize", Types.POINTER, Types.POINTER, Types.INT64),
  BYTES_AS_STRING("PyBytes_AsString", Types.POINTER, Types.POINTER),
  BYTES_SIZE("PyBytes_Size", Types.INT64, Types.POINTER),
  LONG_FROM_LONG_LONG("PyLong_FromLongLong", Types.POINTER, Types.INT64),
  LONG_AS_LONG_LONG("PyLong_AsLongLong", Types.INT64, Types.POINTER),
  BOOL_FROM_LONG("PyBool_FromLong", Types.POINTER, Types.INT64),
  TUPLE_NEW("PyTuple_New", Types.POINTER, Types.INT64),
  TUPLE_SET_ITEM("PyTuple_SetItem", Types.INT, Types.POINTER, Types.INT64, Types.POINTER),
  TUPLE_SIZE("PyTuple_Size", Types.INT64, Types.POINTER),
  TUPLE_GET_ITEM("PyTuple_GetItem", Types.POINTER, Types.POINTER, Types.INT64),
  LIST_NEW("PyList_New", Types.POINTER, Types.INT64),
  LIST_APPEND("PyList_Append", Types.INT, Types.POINTER, Types.POINTER),
  SEQUENCE_SIZE("PySequence_Size", Types.INT64, Types.POINTER),
  SEQUENCE_GET_ITEM("PySequence_GetItem", Types.POINTER, Types.POINTER, Types.INT64),
  DICT_NEW("PyDict_New", Types.POINTER),

  GET_BUILTINS("PyEval_GetBuiltins", Types.POINTER),
  COMPILE_STRING("Py_CompileString", Types.POINTER, Types.POINTER, Types.POINTER, Types.INT),
  EVAL_CODE("PyEval_EvalCode", Types.POINTER, Types.POINTER, Types.POINTER, Types.POINTER),
  IMPORT("PyImport_Import", Types.POINTER, Types.POINTER),
  MODULE_GET_DEF("PyModule_GetDef", Types.POINTER, Types.POINTER),

  ERR_OCCURRED("PyErr_Occurred", Types.POINTER),
  ERR_CLEAR("PyErr_Clear", Types.VOID),
  ERR_FETCH("PyErr_Fetch", Types.VOID, Types.POINTER, Types.POINTER, Types.POINTER),
  ERR_NORMALIZE(
      "PyErr_NormalizeException", Types.VOID, Types.POINTER, Types.POINTER, Types.POINTER),
  ERR_GIVEN_MATCHES("PyErr_GivenExceptionMatches", Types.INT, Types.POINTER, Types.POINTER),
  ERR_SET_IMPORT_ERROR(
      "PyErr_SetImportError", Types.POINTER, Types.POINTER, Types.POINTER, Types.POINTER),
  EXCEPTION_SET_TRACEBACK("PyException_SetTraceback", Types.INT, Types.POINTER, Types.POINTER);

  private final String symbol;

  @SuppressWarnings(
      "ImmutableEnumChecker") // Immutable, but the JDK does not carry that annotation.
  private final FunctionDescriptor descriptor;

  PythonFunction(String symbol, Object result, MemoryLayout... arguments) {
    this.symbol = symbol;
    this.descriptor =
        result instanceof MemoryLayout layout
            ? FunctionDescriptor.of(layout, arguments)
            : FunctionDescriptor.ofVoid(arguments);
  }

  /** Its name in libpython. */
  String symbol() {
    return symbol;
  }

  /** How it is called. */
  FunctionDescriptor descriptor() {
    return descriptor;
  }

  /** What functions take and return. */
  private static final class Types {
    static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;
    static final ValueLayout.OfLong INT64 = ValueLayout.JAVA_LONG;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    static final Object VOID = new Object();
  }
}
