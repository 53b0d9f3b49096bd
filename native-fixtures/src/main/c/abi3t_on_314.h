/*
 * Lets one file for the free-threaded Stable ABI of 3.15 (abi3t, PEP 803) load on 3.14 and 3.14t as well.
 *
 * Python 3.15 asks a module for an array of slots, by PyModExport_NAME (PEP 793). 3.14 does not know that function: it calls
 * PyInit_NAME and wants a PyModuleDef, which starts with a PyObject header, and that header is 16 bytes long in 3.14 and 32
 * in 3.14t. This header adds a PyInit_NAME which asks the module's own PyModExport_NAME for its slots, finds out which of
 * the two headers the running Python has, and hands it a definition laid out like that.
 *
 *     #include "abi3t_on_314.h"             // in place of <Python.h>, or after it
 *
 *     ABI3T_ON_314(spam)                    // one line for each module of the file
 *
 *     PyABIInfo_VAR(abi_info);
 *     static PySlot slots[] = {PySlot_DATA(Py_mod_abi, &abi_info), ..., PySlot_END};
 *     PyMODEXPORT_FUNC PyModExport_spam(void) { return slots; }
 *
 * Compile with -DPy_TARGET_ABI3T=0x030f0000 on headers of 3.15 or newer, of whichever kind. Call the file spam.so: that name is
 * the only one that all of them look for (3.14 and 3.14t: spam.abi3.so and spam.so; 3.15t: spam.abi3t.so and spam.so). Tag
 * the wheel cp314-abi3.abi3t.
 *
 * What the module may use
 *
 *   Python opens a file only if it has every function that the file names, so all of them must be in the Stable ABI of 3.14.
 *   The functions that 3.15 added are poisoned below: a compiler stops where one is used. Behind their backs nothing must
 *   name them either, libraries and other C files of the module included; "abiwarden audit" says so where one does (AW102).
 *
 *     instead of                       use
 *     PyType_FromSlots                 PyType_FromModuleAndSpec, with a negative basicsize (PEP 697) for fields of one's own
 *     Py_SIZE                          PyTuple_Size, PyList_Size, PyObject_Size ...
 *     PyModule_GetState_DuringGC       PyModule_GetState, as modules for 3.14 do in traverse, clear and free functions
 *     PyType_GetModuleByToken          ABI3T_ON_314_MODULE, which is here, or a method's defining class (METH_METHOD)
 *     Py_BEGIN_CRITICAL_SECTION        PyThread_allocate_lock, or locks of C's or of the system's
 *
 *   Py_IS_TYPE, what is built on it (PyObject_TypeCheck, PyLong_CheckExact ...), and the slots Py_bf_getbuffer,
 *   Py_bf_releasebuffer, Py_mp_ass_subscript and Py_mp_length of PyType_Spec are made to work below.
 *
 * What differs on 3.14
 *
 *   PyModExport_NAME is called once in a process, not at each import; name, doc and methods must stay where they are, as in any
 *   array that is static. A Py_mod_create function gets a definition, not NULL. PyModule_GetToken is not there.
 *
 * All of it is in this one file, which is made to be copied.
 *
 * Not for Windows: 3.14 has a python3.dll and 3.14t a python3t.dll, and an extension is linked with one or the other.
 */
#ifndef ABI3T_ON_314_H
#define ABI3T_ON_314_H

#ifdef _WIN32
#error "abi3t_on_314.h: on Windows, no file can be linked with the DLLs of 3.14 and of 3.14t; build one for each"
#endif

#include <Python.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if PY_VERSION_HEX < 0x030f00b1
#error "abi3t_on_314.h: compile with the headers of Python 3.15 or newer; the file then works on 3.14 as well"
#endif
#if !defined(Py_TARGET_ABI3T) || Py_TARGET_ABI3T + 0 != 0x030f0000
#error "abi3t_on_314.h: compile with -DPy_TARGET_ABI3T=0x030f0000"
#endif
#if Py_LIMITED_API + 0 != 0x030f0000
#error "abi3t_on_314.h: leave Py_LIMITED_API undefined, or define it as 0x030f0000"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- The two layouts of a PyModuleDef ---------------------------------------------------------------------------- */

/* Headers for abi3t hide these structs, since they are no part of it. Of 3.14 and 3.14t, which are released, they are known. */

/* What follows the PyObject header, in either. */
struct abi3t_on_314_fields {
    PyObject *(*init)(void);
    Py_ssize_t index;
    PyObject *copy;
    const char *name;
    const char *doc;
    Py_ssize_t size;
    PyMethodDef *methods;
    PyModuleDef_Slot *slots;
    traverseproc traverse;
    inquiry clear;
    freefunc free;
};

/* Of 3.14: Include/object.h without Py_GIL_DISABLED. */
struct abi3t_on_314_gil {
#if SIZEOF_VOID_P > 4
    uint64_t count_and_flags;
#define ABI3T_ON_314_IMMORTAL (UINT64_C(0xc0000000) | UINT64_C(5) << 48)
#else
    uint32_t count_and_flags;
#define ABI3T_ON_314_IMMORTAL (UINT32_C(7) << 28)
#endif
    PyTypeObject *type;
    struct abi3t_on_314_fields fields;
};

/* Of 3.14t: Include/object.h with Py_GIL_DISABLED. */
struct abi3t_on_314_free_threaded {
    uintptr_t thread;
    uint16_t flags;
#define ABI3T_ON_314_STATIC 4
    uint8_t mutex;
    uint8_t gc_bits;
    uint32_t local_count;
#define ABI3T_ON_314_IMMORTAL_LOCAL UINT32_MAX
    Py_ssize_t shared_count;
    PyTypeObject *type;
    struct abi3t_on_314_fields fields;
};

/* Anything but these sizes, and a Python would read fields from where others are: this compiler cannot serve. */
typedef char abi3t_on_314_gil_is_104_or_52[sizeof(struct abi3t_on_314_gil) == 13 * sizeof(void *) ? 1 : -1];
typedef char abi3t_on_314_free_threaded_is_120_or_64
    [sizeof(struct abi3t_on_314_free_threaded) == 8 + 14 * sizeof(void *) ? 1 : -1];

/* Create, exec, multiple interpreters, GIL, and the end. */
#define ABI3T_ON_314_MOST_SLOTS 5

struct abi3t_on_314_definition {
    union {
        struct abi3t_on_314_gil gil;
        struct abi3t_on_314_free_threaded free_threaded;
    } in;
    PyModuleDef_Slot slots[ABI3T_ON_314_MOST_SLOTS];
};

/* A module of the file. */
struct abi3t_on_314_module {
    const char *name;
    PySlot *(*slots)(void);
    /* NULL until Python first imports it; from then on as it is. For __atomic functions only. */
    struct abi3t_on_314_definition *definition;
};

enum abi3t_on_314_layout { ABI3T_ON_314_UNKNOWN, ABI3T_ON_314_GIL, ABI3T_ON_314_FREE_THREADED };

/*
 * The layout of the Python that runs, read off an object of its own: `type` is its own type, so where in its header its own
 * address stands is where the type stands in every header, definitions included. In 3.14t, flags and counts stand where
 * 3.14 has the type, and their high half is ffffffff, which no address has; in 3.14, the name of `type` stands where 3.14t
 * has the type. So exactly one of the two is it, or this is a Python of which nothing is known.
 *
 * Py_TYPE is a function since 3.14. Naming it here keeps older Pythons, for which this was not made, from opening the file.
 */
static inline enum abi3t_on_314_layout abi3t_on_314_layout_here(void)
{
    const char *type = (const char *)&PyType_Type;
    PyTypeObject *types_type = Py_TYPE((PyObject *)&PyType_Type);
    PyTypeObject *as_gil;
    PyTypeObject *as_free_threaded;
    memcpy(&as_gil, type + offsetof(struct abi3t_on_314_gil, type), sizeof as_gil);
    memcpy(&as_free_threaded, type + offsetof(struct abi3t_on_314_free_threaded, type), sizeof as_free_threaded);
    if (as_gil == types_type) {
        return as_free_threaded == types_type ? ABI3T_ON_314_UNKNOWN : ABI3T_ON_314_GIL;
    }
    return as_free_threaded == types_type ? ABI3T_ON_314_FREE_THREADED : ABI3T_ON_314_UNKNOWN;
}

/* ---- Reading slots, by the rules of 3.15 ------------------------------------------------------------------------- */

/* What slots say, gathered. */
struct abi3t_on_314_reading {
    const char *name;
    void *create;
    void *exec;
    uint64_t interpreters;
    uint64_t gil;
    const char *doc;
    Py_ssize_t size;
    PyMethodDef *methods;
    traverseproc traverse;
    inquiry clear;
    freefunc free;
    int has_abi;
    /* A bit for each id from Py_mod_create on. */
    uint32_t seen;
};

/* 3.15 follows so many levels of arrays below the first. */
#define ABI3T_ON_314_DEEPEST 4

static inline int abi3t_on_314_refuse(const struct abi3t_on_314_reading *reading, unsigned int id, const char *why)
{
    PyErr_Format(PyExc_SystemError, "module %s: slot %u %s", reading->name, id, why);
    return -1;
}

/*
 * Whether a build for 3.15 says that it is one for abi3t, and for no Python newer than 3.15. Like PyABIInfo_Check, which
 * 3.14 does not have, it lets pass what says nothing (0), and a build that names neither GIL builds nor free-threaded ones.
 */
static inline int abi3t_on_314_check_abi(const struct abi3t_on_314_reading *reading, const PyABIInfo *info)
{
    const char *why = NULL;
    uint16_t kinds = info->flags & PyABIInfo_FREETHREADING_AGNOSTIC;
    if (info->abiinfo_major_version == 0) {
        return 0;
    }
    if (info->abiinfo_major_version > 1) {
        why = "its ABI info is newer than 3.15";
    } else if (!(info->flags & PyABIInfo_STABLE) || (info->flags & PyABIInfo_INTERNAL)) {
        why = "it was not compiled for the Stable ABI";
    } else if (kinds != 0 && kinds != PyABIInfo_FREETHREADING_AGNOSTIC) {
        why = "it was compiled for one kind of build only, with a GIL or free-threaded";
    } else if ((info->abi_version & 0xffff0000) > 0x030f0000) {
        why = "it was compiled for a Python newer than 3.15";
    }
    if (why == NULL) {
        return 0;
    }
    PyErr_Format(PyExc_ImportError, "%s cannot be loaded by this Python: %s", reading->name, why);
    return -1;
}

/* Notes one slot; value is what its union holds, as a pointer, and number what it holds as a number. */
static inline int abi3t_on_314_take(
    struct abi3t_on_314_reading *reading, unsigned int id, int is_static, void *value, uint64_t number)
{
    int may_be_null =
        id == Py_mod_create || id == Py_mod_multiple_interpreters || id == Py_mod_gil || id == Py_mod_state_size;
    uint32_t bit = UINT32_C(1) << (id - Py_mod_create);
    if (value == NULL && !may_be_null) {
        return abi3t_on_314_refuse(reading, id, "must not be NULL");
    }
    if ((reading->seen & bit) && id != Py_mod_abi) {
        return abi3t_on_314_refuse(reading, id, "is there more than once");
    }
    reading->seen |= bit;
    switch (id) {
    case Py_mod_create:
        reading->create = value;
        return 0;
    case Py_mod_exec:
        reading->exec = value;
        return 0;
    case Py_mod_multiple_interpreters:
        reading->interpreters = number;
        return 0;
    case Py_mod_gil:
        reading->gil = number;
        return 0;
    case Py_mod_doc:
        reading->doc = (const char *)value;
        return 0;
    case Py_mod_state_size:
        reading->size = (Py_ssize_t)number;
        return 0;
    case Py_mod_methods:
        if (!is_static) {
            return abi3t_on_314_refuse(reading, id, "needs PySlot_STATIC");
        }
        reading->methods = (PyMethodDef *)value;
        return 0;
    case Py_mod_state_traverse:
        reading->traverse = (traverseproc)value;
        return 0;
    case Py_mod_state_clear:
        reading->clear = (inquiry)value;
        return 0;
    case Py_mod_state_free:
        reading->free = (freefunc)value;
        return 0;
    case Py_mod_abi:
        reading->has_abi = 1;
        return abi3t_on_314_check_abi(reading, (const PyABIInfo *)value);
    default:
        /* The name comes from the import. Who asks for the token gets the definition: ABI3T_ON_314_MODULE. */
        return 0;
    }
}

/* The id that a slot has in 3.15 if it is one of a module, or 0. */
static inline unsigned int abi3t_on_314_id(unsigned int id)
{
    if (id >= 1 && id <= 4) {
        return Py_mod_create - 1 + id;
    }
    switch (id) {
    case Py_mod_create:
    case Py_mod_exec:
    case Py_mod_multiple_interpreters:
    case Py_mod_gil:
    case Py_slot_subslots:
    case Py_mod_slots:
    case Py_mod_name:
    case Py_mod_doc:
    case Py_mod_state_size:
    case Py_mod_methods:
    case Py_mod_state_traverse:
    case Py_mod_state_clear:
    case Py_mod_state_free:
    case Py_mod_abi:
    case Py_mod_token:
        return id;
    default:
        return 0;
    }
}

static inline int abi3t_on_314_read(struct abi3t_on_314_reading *reading, const PySlot *slots, int level);

/* Reads an array as modules had them before 3.15. */
static inline int abi3t_on_314_read_old(struct abi3t_on_314_reading *reading, const PyModuleDef_Slot *slots, int level)
{
    for (;; slots++) {
        /* 3.15 looks at the low 16 bits only. */
        unsigned int written = (uint16_t)slots->slot;
        unsigned int id = abi3t_on_314_id(written);
        int result;
        if (written == Py_slot_end) {
            return 0;
        }
        if (id == 0) {
            return abi3t_on_314_refuse(reading, written, "is not one of modules");
        }
        if (id != Py_slot_subslots && id != Py_mod_slots) {
            result = abi3t_on_314_take(reading, id, 1, slots->value, (uint64_t)(intptr_t)slots->value);
        } else if (slots->value == NULL) {
            result = 0;
        } else if (level >= ABI3T_ON_314_DEEPEST) {
            result = abi3t_on_314_refuse(reading, written, "is nested too deeply");
        } else if (id == Py_slot_subslots) {
            result = abi3t_on_314_read(reading, (const PySlot *)slots->value, level + 1);
        } else {
            result = abi3t_on_314_read_old(reading, (const PyModuleDef_Slot *)slots->value, level + 1);
        }
        if (result < 0) {
            return -1;
        }
    }
}

/* Reads an array of slots and those below it. */
static inline int abi3t_on_314_read(struct abi3t_on_314_reading *reading, const PySlot *slots, int level)
{
    for (;; slots++) {
        unsigned int written = slots->sl_id;
        unsigned int id = abi3t_on_314_id(written);
        int result;
        if (written == Py_slot_end) {
            return slots->sl_flags & PySlot_OPTIONAL ? abi3t_on_314_refuse(reading, written, "must not be optional") : 0;
        }
        if (id == 0) {
            if (slots->sl_flags & PySlot_OPTIONAL) {
                continue;
            }
            return abi3t_on_314_refuse(reading, written, "is not one of modules");
        }
        if (id != Py_slot_subslots && id != Py_mod_slots) {
            uint64_t number = slots->sl_flags & PySlot_INTPTR ? (uint64_t)(intptr_t)slots->sl_ptr
                              : id == Py_mod_state_size       ? (uint64_t)slots->sl_size
                                                              : slots->sl_uint64;
            result = abi3t_on_314_take(reading, id, slots->sl_flags & PySlot_STATIC, slots->sl_ptr, number);
        } else if (slots->sl_ptr == NULL) {
            result = 0;
        } else if (level >= ABI3T_ON_314_DEEPEST) {
            result = abi3t_on_314_refuse(reading, written, "is nested too deeply");
        } else if (id == Py_slot_subslots) {
            result = abi3t_on_314_read(reading, (const PySlot *)slots->sl_ptr, level + 1);
        } else {
            result = abi3t_on_314_read_old(reading, (const PyModuleDef_Slot *)slots->sl_ptr, level + 1);
        }
        if (result < 0) {
            return -1;
        }
    }
}

/* ---- The definition ---------------------------------------------------------------------------------------------- */

static inline void abi3t_on_314_add(PyModuleDef_Slot **end, int id, void *value)
{
    (*end)->slot = id;
    (*end)->value = value;
    (*end)++;
}

/* Writes slots by the ids that 3.14 knows, into memory that is zero. */
static inline void abi3t_on_314_write_slots(PyModuleDef_Slot *end, const struct abi3t_on_314_reading *reading)
{
    if (reading->create != NULL) {
        abi3t_on_314_add(&end, 1, reading->create);
    }
    if (reading->exec != NULL) {
        abi3t_on_314_add(&end, 2, reading->exec);
    }
    /* Any number but these is to 3.15 what the default is, while 3.14 keeps numbers as they are. */
    abi3t_on_314_add(&end, 3,
        reading->interpreters == 0   ? Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED
        : reading->interpreters == 2 ? Py_MOD_PER_INTERPRETER_GIL_SUPPORTED
                                     : Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED);
    abi3t_on_314_add(&end, 4, reading->gil == 1 ? Py_MOD_GIL_NOT_USED : Py_MOD_GIL_USED);
}

static inline void abi3t_on_314_write_fields(
    struct abi3t_on_314_fields *fields, const struct abi3t_on_314_reading *reading, PyModuleDef_Slot *slots)
{
    fields->name = reading->name;
    fields->doc = reading->doc;
    fields->size = reading->size;
    fields->methods = reading->methods;
    fields->slots = slots;
    fields->traverse = reading->traverse;
    fields->clear = reading->clear;
    fields->free = reading->free;
}

/* A new definition of a module's slots, for the Python that runs; NULL with an exception. */
static inline struct abi3t_on_314_definition *abi3t_on_314_make(const struct abi3t_on_314_module *module)
{
    struct abi3t_on_314_reading reading;
    struct abi3t_on_314_definition *made;
    PySlot *slots;
    enum abi3t_on_314_layout layout = abi3t_on_314_layout_here();
    if (layout == ABI3T_ON_314_UNKNOWN || Py_Version >= 0x030f0000) {
        PyErr_Format(
            PyExc_ImportError, "PyInit_%s is for Python 3.14; others call PyModExport_%s", module->name, module->name);
        return NULL;
    }
    memset(&reading, 0, sizeof reading);
    reading.name = module->name;
    reading.interpreters = 1;
    slots = module->slots();
    if (slots == NULL) {
        if (!PyErr_Occurred()) {
            PyErr_Format(PyExc_SystemError, "PyModExport_%s failed without an exception", module->name);
        }
        return NULL;
    }
    if (PyErr_Occurred() || abi3t_on_314_read(&reading, slots, 0) < 0) {
        return NULL;
    }
    if (!reading.has_abi) {
        PyErr_Format(PyExc_SystemError, "module %s has no Py_mod_abi, without which its slots mean nothing", module->name);
        return NULL;
    }
    made = (struct abi3t_on_314_definition *)PyMem_RawCalloc(1, sizeof *made);
    if (made == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    abi3t_on_314_write_slots(made->slots, &reading);
    if (layout == ABI3T_ON_314_GIL) {
        made->in.gil.count_and_flags = ABI3T_ON_314_IMMORTAL;
        abi3t_on_314_write_fields(&made->in.gil.fields, &reading, made->slots);
    } else {
        made->in.free_threaded.flags = ABI3T_ON_314_STATIC;
        made->in.free_threaded.local_count = ABI3T_ON_314_IMMORTAL_LOCAL;
        abi3t_on_314_write_fields(&made->in.free_threaded.fields, &reading, made->slots);
    }
    return made;
}

/*
 * What PyInit_NAME returns. The definition is made once and kept for as long as the process lives, as a static one would be:
 * modules point to it. Threads and interpreters may come here at the same time; nobody waits, since who waits for another thread
 * while Python counts on it may wait for ever. Each makes its own, the first to be ready stays, and the others are freed.
 */
static inline PyObject *abi3t_on_314_init(struct abi3t_on_314_module *module)
{
    struct abi3t_on_314_definition *kept = __atomic_load_n(&module->definition, __ATOMIC_ACQUIRE);
    if (kept == NULL) {
        struct abi3t_on_314_definition *made = abi3t_on_314_make(module);
        if (made == NULL) {
            return NULL;
        }
        if (__atomic_compare_exchange_n(
                &module->definition, &kept, made, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
            kept = made;
        } else {
            PyMem_RawFree(made);
        }
    }
    return PyModuleDef_Init((PyModuleDef *)kept);
}

/*
 * The module of this file that a type or one of its bases was made with (PyType_FromModuleAndSpec); a borrowed reference, or
 * NULL with a TypeError. For functions that are not told their defining class, such as nb_add. On 3.15, token is what
 * the module has in Py_mod_token: PyType_GetModuleByDef compares it there, as PyType_GetModuleByToken does.
 */
static inline PyObject *abi3t_on_314_find_module(
    struct abi3t_on_314_module *module, PyTypeObject *type, const void *token)
{
    struct abi3t_on_314_definition *kept = __atomic_load_n(&module->definition, __ATOMIC_ACQUIRE);
    return PyType_GetModuleByDef(type, kept != NULL ? (PyModuleDef *)kept : (PyModuleDef *)token);
}

/* ---- What modules use -------------------------------------------------------------------------------------------- */

/* Adds PyInit_NAME to a module that has PyModExport_NAME. */
#define ABI3T_ON_314(NAME) ABI3T_ON_314_NAMED(NAME, PyInit_##NAME, PyModExport_##NAME)

/* The same where the functions are not called by the module's name, since that is not ASCII (PyInitU_, PEP 489). */
#define ABI3T_ON_314_NAMED(NAME, INIT, EXPORT)                                               \
    PyMODEXPORT_FUNC EXPORT(void);                                                           \
    static struct abi3t_on_314_module abi3t_on_314_module_of_##NAME = {#NAME, EXPORT, NULL}; \
    PyMODINIT_FUNC INIT(void) { return abi3t_on_314_init(&abi3t_on_314_module_of_##NAME); }

/* The module NAME of a type of its own; see abi3t_on_314_find_module. To be used below ABI3T_ON_314(NAME). */
#define ABI3T_ON_314_MODULE(NAME, TYPE, TOKEN) abi3t_on_314_find_module(&abi3t_on_314_module_of_##NAME, (TYPE), (TOKEN))

#ifdef __cplusplus
}
#endif

/* ---- What 3.15's headers would bring in that 3.14 does not have -------------------------------------------------- */

/* A function of 3.15 only. Py_TYPE, which does the work, is there in 3.14. */
#undef Py_IS_TYPE
#define Py_IS_TYPE(OBJECT, TYPE) (Py_TYPE(OBJECT) == (TYPE))

static inline int abi3t_on_314_type_check(PyObject *object, PyTypeObject *type)
{
    return Py_IS_TYPE(object, type) || PyType_IsSubtype(Py_TYPE(object), type);
}
#undef PyObject_TypeCheck
#define PyObject_TypeCheck(OBJECT, TYPE) abi3t_on_314_type_check((OBJECT), (TYPE))

/* 3.15 gave these slots of types new numbers, of which 3.14 knows nothing; it still knows the old ones. */
#undef Py_bf_getbuffer
#undef Py_bf_releasebuffer
#undef Py_mp_ass_subscript
#undef Py_mp_length
#define Py_bf_getbuffer 1
#define Py_bf_releasebuffer 2
#define Py_mp_ass_subscript 3
#define Py_mp_length 4

/* Slots for PyType_FromSlots, of no use in a PyType_Spec. */
#undef Py_tp_slots
#undef Py_tp_name
#undef Py_tp_basicsize
#undef Py_tp_extra_basicsize
#undef Py_tp_itemsize
#undef Py_tp_flags
#undef Py_tp_metaclass
#undef Py_tp_module
#pragma GCC poison Py_tp_slots Py_tp_name Py_tp_basicsize Py_tp_extra_basicsize Py_tp_itemsize
#pragma GCC poison Py_tp_flags Py_tp_metaclass Py_tp_module

/* "Attempt to use a poisoned identifier" means: 3.14 does not have it, and would not open the file. See the top for others. */
#undef Py_SIZE
#undef Py_SET_SIZE
#undef Py_BEGIN_CRITICAL_SECTION
#undef Py_END_CRITICAL_SECTION
#undef Py_BEGIN_CRITICAL_SECTION2
#undef Py_END_CRITICAL_SECTION2
#pragma GCC poison Py_SIZE Py_SET_SIZE
#pragma GCC poison Py_BEGIN_CRITICAL_SECTION Py_END_CRITICAL_SECTION
#pragma GCC poison Py_BEGIN_CRITICAL_SECTION2 Py_END_CRITICAL_SECTION2
#pragma GCC poison PyCriticalSection_Begin PyCriticalSection_End PyCriticalSection2_Begin PyCriticalSection2_End
#pragma GCC poison PyABIInfo_Check PyDict_SetDefaultRef
#pragma GCC poison PyInterpreterGuard_Close PyInterpreterGuard_FromCurrent PyInterpreterGuard_FromView
#pragma GCC poison PyInterpreterView_Close PyInterpreterView_FromCurrent PyInterpreterView_FromMain
#pragma GCC poison PyLongWriter_Create PyLongWriter_Discard PyLongWriter_Finish
#pragma GCC poison PyLong_Export PyLong_FreeExport PyLong_GetNativeLayout
#pragma GCC poison PyModule_Exec PyModule_FromSlotsAndSpec PyModule_GetStateSize PyModule_GetState_DuringGC
#pragma GCC poison PyModule_GetToken PyModule_GetToken_DuringGC
#pragma GCC poison PyObject_CallFinalizerFromDealloc PyObject_GetTypeData_DuringGC
#pragma GCC poison PySys_GetAttr PySys_GetAttrString PySys_GetOptionalAttr PySys_GetOptionalAttrString
#pragma GCC poison PyThreadState_Ensure PyThreadState_EnsureFromView PyThreadState_Release
#pragma GCC poison PyType_FromSlots PyType_GetBaseByToken_DuringGC PyType_GetModuleByToken
#pragma GCC poison PyType_GetModuleByToken_DuringGC PyType_GetModuleState_DuringGC PyType_GetModule_DuringGC

#endif
