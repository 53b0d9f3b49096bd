/* A module for a system whose headers are not here: what it needs of Python it declares itself. OUTSIDE also needs a name. */
#ifdef _WIN32
#define FROM_A_LIBRARY __declspec(dllimport)
#define EXPORTED __declspec(dllexport)
#else
#define FROM_A_LIBRARY
#define EXPORTED __attribute__((visibility("default")))
#endif

/* A PyModuleDef of GIL builds with 64 bits. */
typedef struct {
    long long refcount;
    void *type, *init;
    long long index;
    void *copy;
    const char *name, *doc;
    long long size;
    void *methods, *slots, *traverse, *clear, *free;
} Definition;

FROM_A_LIBRARY void *PyModuleDef_Init(Definition *);

static long long slots[] = {0, 0};

static Definition definition = {.refcount = 1, .name = "foreign", .slots = slots};

#ifdef OUTSIDE
FROM_A_LIBRARY int OUTSIDE(void);
#else
#define OUTSIDE() 0
#endif

#ifndef ENTRY
#define ENTRY PyInit_foreign
#endif

EXPORTED void *ENTRY(void)
{
    return OUTSIDE() ? (void *)0 : PyModuleDef_Init(&definition);
}

#ifdef _WIN32
int DllMainCRTStartup(void *library, unsigned reason, void *reserved) { return 1; }
#endif
