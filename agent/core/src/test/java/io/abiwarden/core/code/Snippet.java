package io.abiwarden.core.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.code.Path.Call;
import io.abiwarden.core.code.Path.End;
import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.code.Value.Result;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An entry function in C, and what is true of it. */
enum Snippet {
  MULTI_PHASE(
      """
      static PyModuleDef def = {.m_name = "x", .m_size = 0};
      void *ENTRY(void) { return PyModuleDef_Init(&def); }
      """) {
    @Override
    void check(Traced t) {
      assertThat(t.paths).hasSize(1);
      Path path = t.paths.getFirst();
      assertThat(path.succeeds()).isTrue();
      assertThat(path.complete()).isTrue();
      assertThat(path.returned()).isEqualTo(new Result(0));
      t.definition(path, "PyModuleDef_Init", "x");
    }
  },
  SINGLE_PHASE(
      """
      static PyModuleDef def = {.m_name = "x", .m_size = -1};
      void *ENTRY(void) {
        void *m = PyModule_Create2(&def, 1013);
        if (m == NULL) return NULL;
        if (PyModule_AddIntConstant(m, "A", 1) < 0) goto error;
        if (PyModule_AddStringConstant(m, "B", "b") != 0) goto error;
        if (PyModule_AddObjectRef(m, "C", m) == -1) goto error;
        PyUnstable_Module_SetGIL(m, (void *)1);
        return m;
      error:
        Py_DecRef(m);
        return NULL;
      }
      """) {
    @Override
    void check(Traced t) {
      List<Path> right = t.succeeding();
      assertThat(right).hasSize(1);
      Path path = right.getFirst();
      assertThat(path.complete()).isTrue();
      t.definition(path, "PyModule_Create2", "x");
      assertThat(path.calls().getFirst().arguments().get(1)).isEqualTo(new Known(1013));
      assertThat(path.returned()).isEqualTo(new Result(0));
      Call last = path.calls().getLast();
      assertThat(last.symbol()).isEqualTo("PyUnstable_Module_SetGIL");
      assertThat(last.arguments().subList(0, 2)).isEqualTo(List.of(new Result(0), new Known(1)));
      List<Path> failing = t.paths.stream().filter(p -> !p.failed().isEmpty()).toList();
      assertThat(failing).hasSize(4);
      assertThat(failing).allMatch(p -> p.returned().equals(new Known(0)));
      assertThat(failing.stream().map(Path::failed).collect(Collectors.toSet()))
          .isEqualTo(Set.of(List.of(0), List.of(1), List.of(2), List.of(3)));
    }
  },
  GIL_NEEDED_AFTER_ALL(
      """
      static PyModuleDef def = {.m_name = "x", .m_size = -1};
      void *ENTRY(void) {
        void *m = PyModule_Create2(&def, 3);
        if (!m) return 0;
        if (PyUnstable_Module_SetGIL(m, (void *)0) < 0) { Py_DecRef(m); return 0; }
        return m;
      }
      """) {
    @Override
    void check(Traced t) {
      Path path = t.only();
      assertThat(path.calls().getFirst().arguments().get(1)).isEqualTo(new Known(3));
      assertThat(path.calls().getLast().arguments().get(1)).isEqualTo(new Known(0));
    }
  },
  FROM_DEFINITION_AND_SPEC(
      """
      static PyModuleDef def = {.m_name = "x"};
      extern void *spec(void);
      void *ENTRY(void) { return PyModule_FromDefAndSpec2(&def, spec(), 1013); }
      """) {
    @Override
    void check(Traced t) {
      Path path = t.only();
      t.definition(path, "PyModule_FromDefAndSpec2", "x");
      assertThat(path.calls().getLast().arguments().get(2)).isEqualTo(new Known(1013));
    }
  },
  FILLED_BY_ASSIGNMENTS(
      """
      static PyModuleDef def;
      static Slot slots[3];
      static int exec(void *m) { return 0; }
      void *ENTRY(void) {
        def.refcnt = 0x00050000c0000000;
        def.m_name = "late";
        def.m_size = 8;
        def.m_slots = slots;
        slots[0].slot = 2;
        slots[0].value = (void *)exec;
        slots[1].slot = 4;
        slots[1].value = (void *)1;
        return PyModuleDef_Init(&def);
      }
      """) {
    @Override
    void check(Traced t) {
      Path path = t.only();
      long def = t.definition(path, "PyModuleDef_Init", "late");
      Memory memory = path.memory();
      assertThat(memory.word(def)).isEqualTo(new Word.Value(0x0005_0000_c000_0000L));
      assertThat(memory.word(def + 56)).isEqualTo(new Word.Value(8));
      long slots = t.address(memory.word(def + 72));
      assertThat(memory.read(slots + 16, 16).orElseThrow())
          .containsExactly(4, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
      assertThat(t.image.isCode(t.address(memory.word(slots + 8)))).isTrue();
      assertThat(memory.word(slots + 32)).isEqualTo(new Word.Value(0));
    }
  },
  FILLED_BY_STRUCT_COPY(
      """
      static PyModuleDef def;
      void *ENTRY(void) {
        def = (PyModuleDef){.refcnt = 1, .m_name = "copied", .m_doc = "doc", .m_size = -1};
        return PyModule_Create2(&def, 1013);
      }
      """) {
    @Override
    void check(Traced t) {
      Path path = t.only();
      long def = t.definition(path, "PyModule_Create2", "copied");
      assertThat(path.memory().word(def)).isEqualTo(new Word.Value(1));
      assertThat(path.memory().word(def + 56)).isEqualTo(new Word.Value(-1));
      assertThat(t.text(path.memory(), path.memory().word(def + 48))).isEqualTo("doc");
      assertThat(path.memory().word(def + 72)).isEqualTo(new Word.Value(0));
    }
  },
  FILLED_BY_LIBRARY_CALLS(
      """
      static const PyModuleDef model = {.refcnt = 1, .m_name = "model", .m_size = 24};
      static PyModuleDef def;
      extern void *memset(void *, int, unsigned long), *memcpy(void *, const void *, unsigned long);
      void *(*volatile fill)(void *, int, unsigned long) = memset;
      void *(*volatile copy)(void *, const void *, unsigned long) = memcpy;
      void *ENTRY(void) {
        fill(&def, 255, sizeof def);
        copy(&def, &model, sizeof def);
        return PyModuleDef_Init(&def);
      }
      """) {
    @Override
    void check(Traced t) {
      Path path = t.only();
      long def = t.definition(path, "PyModuleDef_Init", "model");
      assertThat(path.memory().word(def + 56)).isEqualTo(new Word.Value(24));
      assertThat(path.memory().word(def + 96)).isEqualTo(new Word.Value(0));
    }
  },
  SLOT_FROM_ANOTHER_LIBRARY(
      """
      extern int their_exec(void *);
      static PyModuleDef def = {.m_name = "x"};
      static Slot slots[2];
      void *ENTRY(void) {
        slots[0].slot = 2;
        slots[0].value = (void *)their_exec;
        def.m_slots = slots;
        return PyModuleDef_Init(&def);
      }
      """) {
    @Override
    void check(Traced t) {
      Path path = t.only();
      long def = t.definition(path, "PyModuleDef_Init", "x");
      long slots = t.address(path.memory().word(def + 72));
      assertThat(path.memory().word(slots + 8)).isEqualTo(new Word.Import("their_exec", 0));
    }
  },
  ON_THE_HEAP(
      """
      extern void *calloc(unsigned long, unsigned long);
      void *ENTRY(void) {
        PyModuleDef *def = calloc(1, sizeof *def);
        def->refcnt = 1;
        def->m_name = "heap";
        return PyModuleDef_Init(def);
      }
      """) {
    @Override
    void check(Traced t) {
      Path path = t.only();
      long def = t.definition(path, "PyModuleDef_Init", "heap");
      assertThat(path.memory().word(def + 72)).isEqualTo(new Word.Value(0));
    }
  },
  PARTLY_UNKNOWN(
      """
      extern long guess(void);
      static PyModuleDef def = {.m_name = "x", .m_size = 7};
      void *ENTRY(void) {
        def.m_size = guess();
        return PyModuleDef_Init(&def);
      }
      """) {
    @Override
    void check(Traced t) {
      Path path = t.only();
      long def = t.definition(path, "PyModuleDef_Init", "x");
      assertThat(path.memory().word(def + 56)).isInstanceOf(Word.Unreadable.class);
      assertThat(path.memory().read(def + 48, 16)).isEmpty();
      assertThat(path.memory().word(def + 64)).isEqualTo(new Word.Value(0));
    }
  },
  FILLED_BY_A_CONSTRUCTOR(
      """
      static PyModuleDef def;
      __attribute__((constructor)) static void early(void) { def.m_name = "early"; }
      void *ENTRY(void) { return PyModuleDef_Init(&def); }
      """) {
    @Override
    void check(Traced t) {
      t.definition(t.only(), "PyModuleDef_Init", "early");
    }
  },
  RETURNS_NULL("void *ENTRY(void) { return 0; }") {
    @Override
    void check(Traced t) {
      assertThat(t.only().returned()).isEqualTo(new Known(0));
      assertThat(t.only().calls()).isEmpty();
    }
  },
  RETURNS_DEFINITION_AS_IT_IS(
      """
      static PyModuleDef def = {.m_name = "bare"};
      void *ENTRY(void) { return &def; }
      """) {
    @Override
    void check(Traced t) {
      Path path = t.only();
      long def = ((Known) path.returned()).bits();
      assertThat(t.text(path.memory(), path.memory().word(def + 40))).isEqualTo("bare");
    }
  },
  ABORTS(
      """
      extern void abort(void) __attribute__((noreturn));
      static __attribute__((noinline)) void give_up(void) { abort(); }
      void *ENTRY(void) { give_up(); return PyModuleDef_Init(0); }
      """) {
    @Override
    void check(Traced t) {
      assertThat(t.paths).singleElement().matches(p -> p.end() == End.NO_RETURN);
      assertThat(t.paths.getFirst().calls()).extracting(Call::symbol).containsExactly("abort");
    }
  },
  TRAPS("void *ENTRY(void) { __builtin_trap(); }") {
    @Override
    void check(Traced t) {
      assertThat(t.paths).singleElement().matches(p -> p.end() == End.NO_RETURN);
    }
  },
  WRITES_TO_NULL("void *ENTRY(void) { *(volatile int *)0 = 1; return 0; }") {
    @Override
    void check(Traced t) {
      assertThat(t.paths).singleElement().matches(p -> p.end() == End.NO_RETURN);
    }
  },
  HANGS("void *ENTRY(void) { for (;;) {} }") {
    @Override
    void check(Traced t) {
      assertThat(t.paths).singleElement().matches(p -> p.end() == End.NO_RETURN);
    }
  },
  EXPORT(
      """
      static const PySlot slots[] = {{100, 1, 0, "x"}, {0}};
      const PySlot *ENTRY(void) { return slots; }
      """) {
    @Override
    void check(Traced t) {
      Path path = t.only();
      long slots = ((Known) path.returned()).bits();
      assertThat(path.memory().read(slots, 4).orElseThrow()).containsExactly(100, 0, 1, 0);
      assertThat(t.text(path.memory(), path.memory().word(slots + 8))).isEqualTo("x");
    }
  },
  EXPORT_FILLED_FIRST(
      """
      static PySlot slots[3];
      static unsigned info[3];
      const PySlot *ENTRY(void) {
        info[0] = 0x00060001; info[1] = 0x030f00f0; info[2] = 0x030f0000;
        slots[0].id = 109; slots[0].value = info;
        slots[1].id = 87; slots[1].flags = 4; slots[1].value = (void *)1;
        return slots;
      }
      """) {
    @Override
    void check(Traced t) {
      Path path = t.only();
      long slots = ((Known) path.returned()).bits();
      assertThat(path.memory().read(slots + 16, 16).orElseThrow())
          .containsExactly(87, 0, 4, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
      long info = t.address(path.memory().word(slots + 8));
      assertThat(path.memory().read(info, 12).orElseThrow())
          .containsExactly(1, 0, 6, 0, (byte) 0xf0, 0, 15, 3, 0, 0, 15, 3);
    }
  },
  BY_A_HELPER(
      """
      static PyModuleDef first = {.m_name = "first"}, second = {.m_name = "second"};
      static __attribute__((noinline)) PyModuleDef *pick(int n) { return n == 1 ? &first : &second; }
      static __attribute__((noinline)) void *make(int n) { return PyModuleDef_Init(pick(n)); }
      static void *(*volatile maker)(int) = make;
      void *ENTRY(void) { return maker(2); }
      """) {
    @Override
    void check(Traced t) {
      t.definition(t.only(), "PyModuleDef_Init", "second");
    }
  },
  BY_VERSION(
      """
      extern const unsigned long Py_Version;
      static PyModuleDef old = {.m_name = "old"}, new = {.m_name = "new"};
      void *ENTRY(void) {
        return PyModuleDef_Init(Py_Version >= 0x030e0000 ? &new : &old);
      }
      """) {
    @Override
    void check(Traced t) {
      assertThat(t.names(t.paths)).isEqualTo(Set.of("old", "new"));
      assertThat(t.names(t.with(Map.of("Py_Version", 0x030d_05f0L)))).isEqualTo(Set.of("old"));
      assertThat(t.names(t.with(Map.of("Py_Version", 0x030e_07f0L)))).isEqualTo(Set.of("new"));
    }
  },
  BY_ENVIRONMENT(
      """
      extern char *getenv(const char *);
      static PyModuleDef def = {.m_name = "x"};
      void *ENTRY(void) {
        void *m = PyModule_Create2(&def, 1013);
        if (m && getenv("FAST")) PyUnstable_Module_SetGIL(m, (void *)1);
        return m;
      }
      """) {
    @Override
    void check(Traced t) {
      List<Path> right = t.succeeding();
      assertThat(right).hasSize(2);
      assertThat(right.stream().map(p -> p.calls().size()).toList()).contains(2, 3);
    }
  },
  BY_A_WEAK_SYMBOL(
      """
      extern int PyUnstable_Module_SetGIL(void *, void *) __attribute__((weak));
      static PyModuleDef def = {.m_name = "x"};
      void *ENTRY(void) {
        void *m = PyModule_Create2(&def, 1013);
        if (m && PyUnstable_Module_SetGIL) PyUnstable_Module_SetGIL(m, (void *)1);
        return m;
      }
      """) {
    @Override
    void check(Traced t) {
      assertThat(t.succeeding()).hasSize(2);
      for (Path path : t.succeeding()) {
        boolean absent = path.absent().contains("PyUnstable_Module_SetGIL");
        assertThat(path.calls()).hasSize(absent ? 1 : 2);
      }
      assertThat(t.succeeding().stream().map(p -> p.absent().size())).contains(0, 1);
    }
  },
  BY_LOOK_UP(
      """
      extern void *dlsym(void *, const char *);
      static PyModuleDef def = {.m_name = "x"};
      void *ENTRY(void) {
        void *(*init)(void *) = dlsym(0, "PyModuleDef_Init");
        return init ? init(&def) : 0;
      }
      """) {
    @Override
    void check(Traced t) {
      Path path = t.succeeding().getFirst();
      t.definition(path, "PyModuleDef_Init", "x");
      assertThat(t.paths).anyMatch(p -> p.absent().contains("PyModuleDef_Init"));
    }
  },
  HASHES_IN_A_LOOP(
      """
      extern long PyObject_Hash(void *);
      extern void *names[40];
      static PyModuleDef def = {.m_name = "x"};
      void *ENTRY(void) {
        for (int i = 0; i < 40; i++) if (PyObject_Hash(names) == -1) return 0;
        return PyModule_Create2(&def, 3);
      }
      """) {
    @Override
    void check(Traced t) {
      Path path = t.only();
      assertThat(path.complete()).isTrue();
      assertThat(path.calls()).hasSize(41);
      t.definition(path, "PyModule_Create2", "x");
      assertThat(t.paths).anyMatch(p -> p.failed().equals(List.of(2)));
    }
  },
  IN_A_LOOP(
      """
      extern const char *next_name(void);
      static PyModuleDef def = {.m_name = "x"};
      void *ENTRY(void) {
        void *m = PyModule_Create2(&def, 1013);
        const char *n;
        if (!m) return 0;
        for (int i = 0; i < 40; i++) PyModule_AddIntConstant(m, "k", i);
        while ((n = next_name())) if (PyModule_AddIntConstant(m, n, 0)) return 0;
        PyUnstable_Module_SetGIL(m, (void *)1);
        return m;
      }
      """) {
    @Override
    void check(Traced t) {
      assertThat(t.paths).allMatch(p -> p.end() != End.NO_RETURN);
      List<Path> made = t.paths.stream().filter(p -> p.returned().equals(new Result(0))).toList();
      assertThat(made).isNotEmpty();
      assertThat(made)
          .allMatch(p -> p.calls().getLast().symbol().equals("PyUnstable_Module_SetGIL"));
    }
  };

  /** How many bytes of text are read at most. */
  private static final int TEXT = 64;

  static final String DECLARATIONS =
      """
      #define NULL ((void *)0)
      typedef struct { int slot; void *value; } Slot;
      typedef struct { unsigned short id, flags; unsigned reserved; const void *value; } PySlot;
      typedef struct {
        long refcnt; void *type, *m_init; long m_index; void *m_copy;
        const char *m_name, *m_doc; long m_size; void *m_methods; Slot *m_slots;
        void *m_traverse, *m_clear, *m_free;
      } PyModuleDef;
      extern void *PyModuleDef_Init(PyModuleDef *), *PyModule_Create2(PyModuleDef *, int);
      extern void *PyModule_FromDefAndSpec2(PyModuleDef *, void *, int);
      extern int PyUnstable_Module_SetGIL(void *, void *);
      extern int PyModule_AddIntConstant(void *, const char *, long);
      extern int PyModule_AddStringConstant(void *, const char *, const char *);
      extern int PyModule_AddObjectRef(void *, const char *, void *);
      extern void Py_DecRef(void *);
      """;

  /** Names that more than one snippet defines. */
  private static final List<String> OWN =
      List.of("def", "slots", "exec", "first", "second", "info", "model", "old", "new");

  private final String source;

  Snippet(String source) {
    this.source = source;
  }

  /** All of them in one file; what is weak in one would not be with the others. */
  static String together() {
    StringBuilder all = new StringBuilder(DECLARATIONS);
    for (Snippet snippet : values()) {
      if (!snippet.isApart()) {
        all.append(snippet.text());
      }
    }
    return all.toString();
  }

  /** Those that need a file of their own: a weak symbol, and data in the image's first page. */
  static String apart() {
    return DECLARATIONS + BY_A_WEAK_SYMBOL.text() + EXPORT_FILLED_FIRST.text();
  }

  boolean isApart() {
    return this == BY_A_WEAK_SYMBOL || this == EXPORT_FILLED_FIRST;
  }

  String entry() {
    return (name().startsWith("EXPORT") ? "PyModExport_" : "PyInit_") + name();
  }

  private String text() {
    StringBuilder text = new StringBuilder("#define ENTRY ").append(entry()).append('\n');
    for (String own : OWN) {
      text.append("#define %s %s_%s\n".formatted(own, own, name()));
    }
    text.append(source).append("\n#undef ENTRY\n");
    OWN.forEach(own -> text.append("#undef ").append(own).append('\n'));
    return text.toString();
  }

  abstract void check(Traced t);

  /** A traced entry function. */
  record Traced(Image image, long entry, List<Path> paths) {

    static Traced of(Image image, Snippet snippet) {
      long entry =
          image.entries().stream()
              .filter(e -> e.symbol().equals(snippet.entry()))
              .findFirst()
              .orElseThrow()
              .address();
      return new Traced(image, entry, EntryTracer.trace(image, entry));
    }

    List<Path> with(Map<String, Long> data) {
      return EntryTracer.trace(image, entry, data);
    }

    List<Path> succeeding() {
      return paths.stream().filter(Path::succeeds).toList();
    }

    /** The one path on which nothing fails. */
    Path only() {
      assertThat(succeeding()).hasSize(1);
      return succeeding().getFirst();
    }

    /** Checks that a function is called with a definition of a name, and gives its address. */
    long definition(Path path, String function, String name) {
      Call call =
          path.calls().stream().filter(c -> c.symbol().equals(function)).findFirst().orElseThrow();
      long def = ((Known) call.arguments().getFirst()).bits();
      assertThat(text(path.memory(), path.memory().word(def + 40))).isEqualTo(name);
      return def;
    }

    Set<String> names(List<Path> of) {
      return of.stream()
          .map(p -> ((Known) p.calls().getFirst().arguments().getFirst()).bits())
          .map(def -> text(image.memory(), image.memory().word(def + 40)))
          .collect(Collectors.toSet());
    }

    long address(Word word) {
      return ((Word.Value) word).value();
    }

    String text(Memory memory, Word word) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < TEXT; i++) {
        Optional<byte[]> next = memory.read(address(word) + i, 1);
        if (next.isEmpty() || next.get()[0] == 0) {
          break;
        }
        text.append(new String(next.get(), StandardCharsets.ISO_8859_1));
      }
      return text.toString();
    }
  }
}
