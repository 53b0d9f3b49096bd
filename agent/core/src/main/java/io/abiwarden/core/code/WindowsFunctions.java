package io.abiwarden.core.code;

import java.util.List;
import java.util.Set;

/** What is known of functions of Windows and of Microsoft's C and C++ libraries, by their names. */
final class WindowsFunctions {

  private static final Set<String> NEVER_RETURN =
      Set.of(
          "ExitProcess",
          "ExitThread",
          "FatalAppExitA",
          "FatalExit",
          "RaiseFailFastException",
          "RtlExitUserProcess",
          "TerminateProcess",
          "_CxxThrowException",
          "__fastfail",
          "__report_gsfailure",
          "__report_rangecheckfailure",
          "__std_terminate",
          "_invalid_parameter_noinfo_noreturn",
          "_invoke_watson",
          "_purecall",
          "_wassert",
          "terminate");

  /** Those that only write what their callers do not look at: locks, and Windows' own. */
  private static final Set<String> HARMLESS =
      Set.of(
          "AcquireSRWLockExclusive",
          "AcquireSRWLockShared",
          "CloseHandle",
          "CreateEventA",
          "CreateEventW",
          "CreateMutexA",
          "CreateMutexW",
          "CreateSemaphoreA",
          "CreateSemaphoreW",
          "DecodePointer",
          "DeleteCriticalSection",
          "EncodePointer",
          "EnterCriticalSection",
          "FlsAlloc",
          "FlsFree",
          "FlsGetValue",
          "FlsSetValue",
          "FreeLibrary",
          "GetACP",
          "GetCurrentProcess",
          "GetCurrentProcessId",
          "GetCurrentThread",
          "GetCurrentThreadId",
          "GetLastError",
          "GetModuleHandleA",
          "GetModuleHandleW",
          "GetProcessHeap",
          "GetStdHandle",
          "GetTickCount",
          "GetTickCount64",
          "GetVersion",
          "HeapFree",
          "InitOnceComplete",
          "InitializeConditionVariable",
          "InitializeCriticalSection",
          "InitializeCriticalSectionAndSpinCount",
          "InitializeCriticalSectionEx",
          "InitializeSListHead",
          "InitializeSRWLock",
          "IsDebuggerPresent",
          "IsProcessorFeaturePresent",
          "LeaveCriticalSection",
          "LoadLibraryA",
          "LoadLibraryExA",
          "LoadLibraryExW",
          "LoadLibraryW",
          "OutputDebugStringA",
          "OutputDebugStringW",
          "ReleaseSRWLockExclusive",
          "ReleaseSRWLockShared",
          "ResetEvent",
          "SetEvent",
          "SetLastError",
          "SetUnhandledExceptionFilter",
          "Sleep",
          "SleepConditionVariableCS",
          "SleepConditionVariableSRW",
          "SwitchToThread",
          "TlsAlloc",
          "TlsFree",
          "TlsGetValue",
          "TlsSetValue",
          "TryAcquireSRWLockExclusive",
          "TryEnterCriticalSection",
          "WaitForSingleObject",
          "WaitForSingleObjectEx",
          "WakeAllConditionVariable",
          "WakeConditionVariable",
          "_Thrd_id",
          "__acrt_iob_func",
          "__std_exception_destroy",
          "__std_type_info_compare",
          "__std_type_info_hash",
          "__std_type_info_name",
          "__stdio_common_vfprintf",
          "_crt_atexit",
          "_initialize_onexit_table",
          "_lock_file",
          "_putenv",
          "_register_onexit_function",
          "_stricmp",
          "_strnicmp",
          "_unlock_file",
          "wcslen");

  private static final List<String> HARMLESS_PREFIXES = List.of("_Mtx_", "_Cnd_");

  private WindowsFunctions() {}

  /** Whether a call of it ends the path. */
  static boolean neverReturns(String name) {
    return NEVER_RETURN.contains(name)
        || (name.startsWith("?_X") && name.contains("@std@@"))
        || name.startsWith("?_Throw_C")
        || name.startsWith("?terminate@@");
  }

  /** Whether it writes nothing that its caller looks at. */
  static boolean isHarmless(String name) {
    return HARMLESS.contains(name) || HARMLESS_PREFIXES.stream().anyMatch(name::startsWith);
  }

  /** Whether it calls its second argument before it returns. */
  static boolean callsBack(String name) {
    return name.equals("InitOnceExecuteOnce") || name.startsWith("?_Execute_once@std@@");
  }
}
