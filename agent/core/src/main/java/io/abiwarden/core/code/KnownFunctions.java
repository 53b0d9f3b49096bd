package io.abiwarden.core.code;

import java.util.Set;

/** What is known of functions that images import, by their names. */
final class KnownFunctions {

  /** What a function's result means. */
  enum ResultKind {
    /** 0, or -1 (or another number) with an error. */
    STATUS,
    /** Any number, or -1 with an error. */
    NUMBER,
    /** Not 0, or 0 with an error. */
    TRUTH,
    /** Not NULL if there is an error. */
    ERROR,
    /** A pointer which is NULL if what was looked for is not there, without an error. */
    LOOKUP,
    /** A pointer where it is tested as one; otherwise anything. */
    OTHER
  }

  private static final Set<String> NEVER_RETURN =
      Set.of(
          "abort",
          "exit",
          "_exit",
          "_Exit",
          "quick_exit",
          "pthread_exit",
          "longjmp",
          "siglongjmp",
          "_longjmp",
          "__longjmp_chk",
          "__stack_chk_fail",
          "__chk_fail",
          "__fortify_fail",
          "__assert_fail",
          "__assert",
          "__assert_rtn",
          "__cxa_throw",
          "__cxa_rethrow",
          "__cxa_throw_bad_array_new_length",
          "__cxa_bad_cast",
          "__cxa_bad_typeid",
          "__cxa_pure_virtual",
          "__cxa_call_unexpected",
          "__cxa_call_terminate",
          "_Unwind_Resume",
          "_ZSt9terminatev",
          "_ZSt10unexpectedv",
          "_ZSt17rethrow_exceptionNSt15__exception_ptr13exception_ptrE",
          "err",
          "errx",
          "verr",
          "verrx",
          "PyThread_exit_thread",
          "Py_Exit",
          "Py_FatalError",
          "_Py_FatalErrorFunc",
          "_Py_FatalErrorFormat",
          "_Py_NegativeRefcount");

  private static final Set<String> QUIET =
      Set.of(
          "_Py_Dealloc",
          "_Py_DecRef",
          "_Py_IncRef",
          "Py_DecRef",
          "Py_IncRef",
          "_Py_DecRefShared",
          "_Py_DecRefSharedDebug",
          "_Py_MergeZeroLocalRefcount",
          "_PyObject_XDecRefDelayed",
          "PyObject_GC_Del",
          "PyObject_GC_UnTrack",
          "PyObject_Free",
          "PyMem_Free",
          "PyMem_RawFree",
          "free",
          "_ZdlPv",
          "_ZdlPvm",
          "_ZdaPv",
          "_ZdaPvm");

  private static final Set<String> STATUS =
      Set.of(
          "PyDict_SetItem",
          "PyDict_SetItemString",
          "PyDict_DelItem",
          "PyDict_DelItemString",
          "PyDict_Update",
          "PyDict_Merge",
          "PyList_Append",
          "PyList_SetItem",
          "PyList_Insert",
          "PyList_Sort",
          "PyTuple_SetItem",
          "PySet_Add",
          "PyObject_SetAttr",
          "PyObject_SetAttrString",
          "PyObject_DelAttr",
          "PyObject_DelAttrString",
          "PyObject_SetItem",
          "PyObject_DelItem",
          "PyObject_GenericSetAttr",
          "PySequence_SetItem",
          "PyMapping_SetItemString",
          "PyState_AddModule",
          "PyState_RemoveModule",
          "PyUnstable_Module_SetGIL",
          "PyABIInfo_Check",
          "PyErr_WarnEx",
          "PyErr_WarnFormat",
          "PyErr_WarnExplicit",
          "PyErr_CheckSignals",
          "PySys_SetObject",
          "PySys_Audit",
          "PyThread_tss_create",
          "Py_AtExit",
          "Py_AddPendingCall",
          "PyStructSequence_InitType2",
          "PyImport_AppendInittab",
          "PyCapsule_SetContext",
          "PyCapsule_SetName",
          "PyCapsule_SetPointer",
          "PyCapsule_SetDestructor",
          "PyFunction_SetDefaults",
          "PyFunction_SetClosure",
          "PyRun_SimpleString",
          "PyRun_SimpleStringFlags",
          "PyUnicode_FSConverter",
          "__cxa_atexit",
          "atexit",
          "sem_init");

  private static final Set<String> NUMBERS =
      Set.of(
          "PyBytes_Size",
          "PyDict_Contains",
          "PyDict_ContainsString",
          "PyDict_Size",
          "PyList_Size",
          "PyLong_AsLong",
          "PyLong_AsLongLong",
          "PyLong_AsSsize_t",
          "PyMapping_Length",
          "PyMapping_Size",
          "PyNumber_AsSsize_t",
          "PyObject_Hash",
          "PyObject_IsInstance",
          "PyObject_IsSubclass",
          "PyObject_IsTrue",
          "PyObject_Length",
          "PyObject_Not",
          "PyObject_RichCompareBool",
          "PyObject_Size",
          "PySequence_Contains",
          "PySequence_Length",
          "PySequence_Size",
          "PySet_Contains",
          "PySet_Size",
          "PyTuple_Size",
          "PyUnicode_GetLength");

  private static final Set<String> LOOKUPS =
      Set.of(
          "PyDict_GetItem",
          "PyDict_GetItemString",
          "PyDict_GetItemWithError",
          "PyImport_GetModule",
          "PyIter_Next",
          "PyState_FindModule",
          "PySys_GetObject",
          "PyThread_tss_get",
          "PyWeakref_GetObject",
          "PyThreadState_GetDict",
          "PyThreadState_GetUnchecked",
          "_PyThreadState_UncheckedGet",
          "PyGILState_GetThisThreadState",
          "pthread_getspecific",
          "getenv",
          "secure_getenv",
          "strchr",
          "strrchr",
          "strstr",
          "memchr",
          "dlopen");

  private static final Set<String> HARMLESS =
      Set.of(
          "strlen",
          "strnlen",
          "strcmp",
          "strncmp",
          "memcmp",
          "setenv",
          "puts",
          "printf",
          "fprintf",
          "fputs",
          "fwrite",
          "fflush",
          "putchar",
          "perror",
          "write",
          "open",
          "atexit",
          "__printf_chk",
          "__fprintf_chk",
          "__cxa_atexit",
          "__cxa_finalize",
          "__cxa_guard_release",
          "__cxa_guard_abort",
          "__cxa_begin_catch",
          "__cxa_end_catch",
          "__cxa_free_exception",
          "__gmon_start__",
          "_ITM_registerTMCloneTable",
          "_ITM_deregisterTMCloneTable",
          "__register_frame_info",
          "__deregister_frame_info",
          "_tlv_atexit",
          "dispatch_release",
          "dispatch_semaphore_signal",
          "os_unfair_lock_lock",
          "os_unfair_lock_unlock",
          "dlclose",
          "dlerror",
          "pthread_mutex_lock",
          "pthread_mutex_unlock",
          "pthread_mutex_destroy",
          "pthread_atfork",
          "pthread_setspecific",
          "signal",
          "PyErr_Clear",
          "PyErr_NoMemory",
          "PyErr_Occurred",
          "Py_TYPE");

  /** How the names start of Python's functions that write to nothing they are given. */
  private static final Set<String> KEEPING =
      Set.of(
          "PyModule",
          "PyUnstable_Module",
          "PyType_",
          "PyErr_New",
          "PyErr_Set",
          "PyErr_Format",
          "PyStructSequence_",
          "PyCapsule_New",
          "PyCFunction_",
          "PyCMethod_",
          "PyDescr_",
          "PyState_",
          "PyABIInfo_",
          "PyImport_Import",
          "PyObject_Set",
          "PyDict_Set",
          "PyUnicode_From",
          "PyUnicode_Intern");

  /** How the names start of Python's functions that write through pointers. */
  private static final Set<String> HANDING_OUT =
      Set.of(
          "PyArg_",
          "_PyArg_",
          "PyBytes_AsStringAndSize",
          "PyDict_GetItemRef",
          "PyDict_GetItemStringRef",
          "PyDict_Next",
          "PyErr_Fetch",
          "PyErr_GetExcInfo",
          "PyMapping_GetOptionalItem",
          "PyObject_GetBuffer",
          "PyObject_GetOptionalAttr",
          "PyThread_tss_create",
          "PyUnicode_AsUTF8AndSize",
          "PyUnicode_FS",
          "PyWeakref_GetRef");

  /** How the names start of functions of the C library that write little. */
  private static final Set<String> SMALL =
      Set.of(
          "pthread_key_create",
          "pthread_create",
          "pthread_once",
          "pthread_mutexattr_",
          "posix_memalign",
          "clock_gettime",
          "GetSystemTimeAsFileTime",
          "QueryPerformance",
          "gettimeofday",
          "time",
          "strtol",
          "strtod",
          "__cxa_thread_atexit");

  private KnownFunctions() {}

  /** Whether a call of it ends the path. */
  static boolean neverReturns(String name) {
    return NEVER_RETURN.contains(name)
        || WindowsFunctions.neverReturns(name)
        || (name.contains("__throw_")
            && (name.startsWith("_ZSt") || name.startsWith("_ZNSt") || name.startsWith("_ZNKSt")));
  }

  /** Whether a call of it is not worth mentioning: it only counts references or frees memory. */
  static boolean isQuiet(String name) {
    return QUIET.contains(name);
  }

  /** Whether it is one of the weak names in every library's start-up code that nothing supplies. */
  static boolean isNowhere(String name) {
    return name.equals("__gmon_start__")
        || name.startsWith("_ITM_")
        || name.equals("_Jv_RegisterClasses");
  }

  /** Whether it leaves every register as it was: a profiler's hook, or a probe of the stack. */
  static boolean preservesEverything(String name) {
    return name.equals("mcount")
        || name.equals("__fentry__")
        || name.equals("_mcount")
        || name.equals("__chkstk_darwin");
  }

  /** Whether it turns macOS's descriptor of a thread-local variable into the variable's address. */
  static boolean findsThreadLocal(String name) {
    return name.equals("_tlv_bootstrap");
  }

  /** Whether its first argument is a module definition. */
  static boolean takesDefinition(String name) {
    return name.equals("PyModuleDef_Init")
        || name.startsWith("PyModule_Create2")
        || name.equals("PyModule_FromDefAndSpec2");
  }

  /** Whether it calls its second argument before it returns. */
  static boolean callsBack(String name) {
    return name.equals("pthread_once")
        || name.equals("call_once")
        || WindowsFunctions.callsBack(name);
  }

  static ResultKind resultOf(String name) {
    if (name.equals("PyErr_Occurred")) {
      return ResultKind.ERROR;
    }
    if (NUMBERS.contains(name)) {
      return ResultKind.NUMBER;
    }
    if (WindowsFunctions.isTruth(name)) {
      return ResultKind.TRUTH;
    }
    if (LOOKUPS.contains(name)) {
      return ResultKind.LOOKUP;
    }
    boolean status =
        STATUS.contains(name)
            || name.startsWith("pthread_")
            || name.startsWith("PyType_Ready")
            || name.startsWith("PyModule_Add")
            || name.startsWith("PyModule_Exec")
            || name.equals("PyModule_SetDocString");
    if (status) {
      return ResultKind.STATUS;
    }
    // What NULL means of a function that is neither Python's nor known cannot be said.
    return isPythons(name) || name.equals(Path.Call.SOMEWHERE)
        ? ResultKind.OTHER
        : ResultKind.LOOKUP;
  }

  /** How many bytes behind each of its pointers a function may change; 0 if none. */
  static long reach(String name) {
    if (HARMLESS.contains(name) || LOOKUPS.contains(name) || WindowsFunctions.isHarmless(name)) {
      return 0;
    }
    if (isPythons(name)) {
      return KEEPING.stream().anyMatch(name::startsWith) ? 0 : 8;
    }
    if (SMALL.stream().anyMatch(name::startsWith)) {
      return 16;
    }
    boolean cpp = name.startsWith("_Z") || name.startsWith("?");
    return cpp || name.startsWith("pthread_") ? 64 : 256;
  }

  /**
   * Whether a function may write through pointers into the image. Those of Python's keep what they
   * are given, or set fields that are not a definition's own, but for those that hand out values;
   * and what lies in the registers of arguments that a function does not have often is a pointer.
   */
  static boolean writesImage(String name) {
    return !isPythons(name) || HANDING_OUT.stream().anyMatch(name::startsWith);
  }

  /** Whether it has the form of a name of Python's. */
  static boolean isPythons(String name) {
    return name.startsWith("Py") || name.startsWith("_Py");
  }
}
