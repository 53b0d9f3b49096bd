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

  /** Those whose result is 0 with an error only. */
  private static final Set<String> TRUTHS =
      Set.of(
          "AdjustTokenPrivileges",
          "CloseHandle",
          "FlsSetValue",
          "FlushInstructionCache",
          "FreeLibrary",
          "GetConsoleMode",
          "GetModuleHandleExA",
          "GetModuleHandleExW",
          "ImpersonateSelf",
          "InitOnceComplete",
          "InitializeCriticalSectionAndSpinCount",
          "InitializeCriticalSectionEx",
          "LookupPrivilegeValueA",
          "LookupPrivilegeValueW",
          "OpenProcessToken",
          "OpenThreadToken",
          "QueryPerformanceCounter",
          "QueryPerformanceFrequency",
          "ResetEvent",
          "SetConsoleCtrlHandler",
          "SetEvent",
          "TlsSetValue",
          "VirtualProtect");

  /** Those that look for a library of the system's. */
  private static final Set<String> LIBRARY_LOOKUPS =
      Set.of(
          "GetModuleHandleA",
          "GetModuleHandleW",
          "LoadLibraryA",
          "LoadLibraryExA",
          "LoadLibraryExW",
          "LoadLibraryW");

  private static final List<String> HARMLESS_PREFIXES = List.of("_Mtx_", "_Cnd_");

  private WindowsFunctions() {}

  /** Whether a call of it ends the path. */
  static boolean neverReturns(String name) {
    return NEVER_RETURN.contains(name)
        || (name.startsWith("?_X") && name.contains("@std@@"))
        || name.startsWith("?_Throw_C")
        || name.startsWith("?terminate@@");
  }

  /** Whether its result is 0 with an error only. */
  static boolean isTruth(String name) {
    return TRUTHS.contains(name);
  }

  /** Whether it gives a handle of a library. */
  static boolean findsLibrary(String name) {
    return LIBRARY_LOOKUPS.contains(name);
  }

  /** Whether it writes nothing that its caller looks at. */
  static boolean isHarmless(String name) {
    return HARMLESS.contains(name)
        || LIBRARY_LOOKUPS.contains(name)
        || HARMLESS_PREFIXES.stream().anyMatch(name::startsWith);
  }

  /** Whether it calls its second argument before it returns. */
  static boolean callsBack(String name) {
    return name.equals("InitOnceExecuteOnce") || name.startsWith("?_Execute_once@std@@");
  }
}
