/* Stands in for pyconfig.h, which CPython's headers have for one system only: what extensions see of it on any other. */
#ifndef Py_PYCONFIG_H
#define Py_PYCONFIG_H

#define SIZEOF_SHORT __SIZEOF_SHORT__
#define SIZEOF_INT __SIZEOF_INT__
#define SIZEOF_LONG __SIZEOF_LONG__
#define SIZEOF_LONG_LONG __SIZEOF_LONG_LONG__
#define SIZEOF_VOID_P __SIZEOF_POINTER__
#define SIZEOF_UINTPTR_T __SIZEOF_POINTER__
#define SIZEOF_SIZE_T __SIZEOF_SIZE_T__
#define SIZEOF_WCHAR_T __SIZEOF_WCHAR_T__
#define SIZEOF_TIME_T 8
#define SIZEOF_OFF_T 8
#define SIZEOF_PID_T 4
#define ALIGNOF_LONG __SIZEOF_LONG__
#define ALIGNOF_SIZE_T __SIZEOF_SIZE_T__
#define ALIGNOF_MAX_ALIGN_T __BIGGEST_ALIGNMENT__
#define HAVE_BUILTIN_ATOMIC 1
#define HAVE_STD_ATOMIC 1
#define HAVE_STDDEF_H 1
#define HAVE_STDINT_H 1
#define WITH_DOC_STRINGS 1

#ifdef _WIN32
#define MS_WINDOWS 1
#define MS_WIN32 1
#define NT_THREADS 1
#define HAVE_DECLSPEC_DLL 1
#define HAVE_PY_SSIZE_T 1
#define Py_ENABLE_SHARED 1
#ifdef __aarch64__
/* Microsoft's compiler has it built in; free-threaded builds ask it for the thread's register. */
static inline unsigned long long __getReg(int number)
{
    unsigned long long value;
    __asm__ volatile("mov %0, x18" : "=r"(value));
    return value;
}
#endif
#ifdef _WIN64
#define MS_WIN64 1
typedef long long Py_ssize_t;
#define PY_SSIZE_T_MAX 0x7fffffffffffffffLL
#else
typedef int Py_ssize_t;
#define PY_SSIZE_T_MAX 0x7fffffff
#endif
#else
#define HAVE_PTHREAD_H 1
#define HAVE_UNISTD_H 1
#define HAVE_SYS_TIME_H 1
#endif

#endif
