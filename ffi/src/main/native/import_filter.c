/*
 * The function that Python calls for each audit event (PEP 578) in a host's process, and the one by which a thread of our
 * own attaches itself to Python. README.md says why they are in C, and how they become bytes that Java maps.
 *
 * Each of the two is a section of its own that refers to nothing outside of itself: no other function, no constant in
 * memory, no variable. Whatever they need is in the structure that their argument points to. Its words are numbered in
 * FilterData.java and AttachedCall.java, in the same order.
 */

typedef unsigned long word;

/* Written by Java before the hook is put in; the counters by this function. Never moved, never freed. */
struct filter {
    /* Java's upcall, called like the hook itself. */
    int (*java)(const char *event, void *arguments, void *data);
    int (*get_process)(void);
    word process;                      /* that has the JVM: a forked child has its memory, but none of its threads */
    int (*machines)(void **machine, int size, int *count);
    const char *import_event;
    const char *dlopen_event;
    const char *end_event;
    const char *test_event;
    word (*tuple_size)(void *tuple);
    void *(*tuple_item)(void *tuple, word index);
    void *none;                        /* the address of Python's None */
    word (*this_thread)(void);
    int (*thread_attributes)(word thread, void *attributes);
    int (*attributes_stack)(void *attributes, word *lowest, word *size);
    int (*attributes_free)(void *attributes);
    word room;                         /* bytes of stack that Java needs */
    void **no_room_error;              /* the variable with the exception's type; null: go on */
    void (*set_error)(void *type, const char *message);
    const char *no_room_message;
    word heard;                        /* from here on: written by this function alone; events of any kind, at least one */
    word tests;
    word unjudged;
    word ended;
};

__attribute__((always_inline)) static inline int same(const char *one, const char *other) {
    while (*one == *other) {
        if (*one == 0) {
            return 1;
        }
        one++;
        other++;
    }
    return 0;
}

__attribute__((always_inline)) static inline void count(word *counter) {
    __atomic_fetch_add(counter, 1, __ATOMIC_RELAXED);
}

/* Whether the JVM is still there: a Python that has brought it along may outlive it. */
__attribute__((always_inline)) static inline int has_machine(struct filter *data) {
    void *machine = 0;
    int count = 0;
    return data->machines(&machine, 1, &count) == 0 && count > 0;
}

/* Whether Java may be called on this stack. Where the system does not tell, it may: the stack is then the program's own. */
__attribute__((always_inline)) static inline int has_room(struct filter *data) {
    word attributes[32];
    word lowest = 0;
    word size = 0;
    word here = (word)__builtin_frame_address(0);
    if (data->thread_attributes(data->this_thread(), attributes) != 0) {
        return 1;
    }
    int failed = data->attributes_stack(attributes, &lowest, &size);
    data->attributes_free(attributes);
    if (failed != 0) {
        return 1;
    }
    /* A stack that is not the thread's own, as coroutines have one, is none that Java knows its end of. */
    return here >= lowest && here - lowest >= data->room && here - lowest <= size;
}

/* 0: go on; -1, with an exception set: stop. Called with an attached thread state, on any thread, by several at once. */
__attribute__((section(".text.filter"))) int filter(const char *event, void *arguments, struct filter *data) {
    if (__atomic_load_n(&data->heard, __ATOMIC_RELAXED) == 0) {
        __atomic_store_n(&data->heard, 1, __ATOMIC_RELAXED);
    }
    int ends = 0;
    if (same(event, data->import_event)) {
        /* Each import of any module raises it; where it is an extension about to be opened, a second time with the file. */
        if (data->tuple_size(arguments) < 2 || data->tuple_item(arguments, 1) == data->none) {
            return 0;
        }
    } else if (same(event, data->end_event)) {
        ends = 1;
    } else if (same(event, data->test_event)) {
        count(&data->tests);
        return 0;
    } else if (!same(event, data->dlopen_event)) {
        return 0;
    }
    if ((word)data->get_process() != data->process) {
        return 0;
    }
    if (ends) {
        __atomic_store_n(&data->ended, 1, __ATOMIC_RELEASE);
    }
    if (!has_machine(data)) {
        return 0;
    }
    if (!has_room(data)) {
        if (ends) {
            return 0;
        }
        count(&data->unjudged);
        if (data->no_room_error == 0) {
            return 0;
        }
        data->set_error(*data->no_room_error, data->no_room_message);
        return -1;
    }
    return data->java(event, arguments, data);
}

struct attached_call {
    int (*ensure)(void);
    void (*release)(int state);
    int (*function)(word first, word second);
    word first;
    word second;
    void (*clear_error)(void);
    word taken;                        /* by whoever is to make the call: this thread, or one that has stopped waiting */
    word result;                       /* what the function returned, as 0 or 1 for an error */
    word done;
};

/* What a thread of its own runs: it may be kept waiting for the GIL, and ends there if Python does. */
__attribute__((section(".text.attach"))) void *attach(struct attached_call *call) {
    int state = call->ensure();
    if (__atomic_exchange_n(&call->taken, 1, __ATOMIC_ACQ_REL) == 0 && call->function(call->first, call->second) != 0) {
        call->clear_error();
        call->result = 1;
    }
    call->release(state);
    __atomic_store_n(&call->done, 1, __ATOMIC_RELEASE);
    return 0;
}
