/*
 * The rest of a module called NAME whose ABI info is ABI_INFO: in the slots of a definition, or, with EXPORT defined, in
 * an array of slots.
 */
#include <Python.h>

#define JOIN_NOW(left, right) left##right
#define JOIN(left, right) JOIN_NOW(left, right)
#define TEXT_NOW(name) #name
#define TEXT(name) TEXT_NOW(name)

/* What is true of the build, for the infos that lie about something else. */
#if defined(EXPORT)
#define KIND PyABIInfo_FREETHREADING_AGNOSTIC
#elif defined(Py_GIL_DISABLED)
#define KIND PyABIInfo_FREETHREADED
#else
#define KIND PyABIInfo_GIL
#endif

static PyABIInfo info = ABI_INFO;

#ifdef EXPORT
static PySlot slots[] = {
    PySlot_DATA(Py_mod_abi, &info), PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED), PySlot_END};

PyMODEXPORT_FUNC JOIN(PyModExport_, NAME)(void) { return slots; }
#else
static PyModuleDef_Slot slots[] = {{Py_mod_abi, &info}, {Py_mod_gil, Py_MOD_GIL_NOT_USED}, {0, NULL}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT, .m_name = TEXT(NAME), .m_slots = slots};

PyMODINIT_FUNC JOIN(PyInit_, NAME)(void) { return PyModuleDef_Init(&definition); }
#endif
