package io.abiwarden.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.HeaderKind;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.image.CCompiler;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence out of compiled extensions, whose structs are written down without Python's headers. */
class EvidenceReaderTest {

  private static final String PRELUDE =
      """
      #define TAIL void *init; long index; void *copy; const char *name, *doc; long size; \\
        void *methods, *slots, *traverse, *clear, *free;
      typedef struct { long count; void *type; TAIL } Gil;
      typedef struct { long thread; unsigned short flags, mutex; unsigned local; long shared;
        void *type; TAIL } FreeThreaded;
      typedef struct { int id; void *value; } Slot;
      typedef struct { unsigned short id, flags; unsigned reserved; void *value; } PySlot;
      extern void *PyModuleDef_Init(void *), *PyModule_Create2(void *, int), *PyList_New(long);
      extern int PyUnstable_Module_SetGIL(void *, void *);
      extern void PyErr_Clear(void);
      static int execute(void *module) { return 0; }
      static Slot slots[] = {{2, execute}, {4, (void *) 1}, {0, 0}};
      static Gil gil = {.count = 0x00050000c0000000, .name = "m", .slots = slots};
      static Gil single = {.count = 1, .name = "m", .size = -1};
      static FreeThreaded ft = {.flags = 4, .local = 0xffffffff, .name = "m", .slots = slots};
      """;

  @TempDir private Path folder = Path.of("");

  private Evidence read(String code) throws Exception {
    Path library = CCompiler.library(folder, PRELUDE + code);
    Image image = ImageReader.read(library);
    return EvidenceReader.read(image, ByteBuffer.wrap(Files.readAllBytes(library)));
  }

  private EntryEvidence init(String body) throws Exception {
    return read("void *PyInit_m(void) { " + body + " }").entry("PyInit_m").orElseThrow();
  }

  @Test
  void readsMultiPhaseInit() throws Exception {
    EntryEvidence entry = init("return PyModuleDef_Init(&gil);");
    assertThat(entry.phase()).isEqualTo(Phase.MULTI);
    assertThat(entry.ending()).isEqualTo(Ending.RETURNS);
    assertThat(entry.exact()).isTrue();
    assertThat(entry.direct()).isTrue();
    RawDefinition definition = entry.definitions().getFirst();
    assertThat(definition.layout()).isEqualTo(DefinitionLayout.GIL);
    assertThat(definition.header()).isEqualTo(HeaderKind.GIL_FROM_3_14);
    assertThat(definition.name()).contains("m");
    assertThat(definition.slots().orElseThrow().slots()).extracting(Slot::id).containsExactly(2, 4);
  }

  @Test
  void tellsTheLayouts() throws Exception {
    assertThat(init("return PyModuleDef_Init(&ft);").definitions())
        .extracting(RawDefinition::layout, RawDefinition::header)
        .containsExactly(tuple(DefinitionLayout.FREE_THREADED, HeaderKind.FREE_THREADED_FROM_3_14));
    assertThat(init("static char zeros[200]; return PyModuleDef_Init(zeros);").definitions())
        .extracting(RawDefinition::layout)
        .containsExactly(DefinitionLayout.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"1013", "3", "0"})
  void readsSinglePhaseInit(int api) throws Exception {
    EntryEvidence entry = init("return PyModule_Create2(&single, " + api + ");");
    assertThat(entry.phase()).isEqualTo(Phase.SINGLE);
    assertThat(entry.apiVersion()).hasValue(api);
    assertThat(entry.gilCall()).isEqualTo(GilCall.NEVER);
    assertThat(entry.definitions())
        .extracting(RawDefinition::header)
        .containsExactly(HeaderKind.GIL_UP_TO_3_12);
  }

  @ParameterizedTest
  @CsvSource({"0, USED", "1, NOT_USED", "2, ODD", "-1, ODD"})
  void readsWhatASinglePhaseModuleSaysOfTheGil(long value, GilCall call) throws Exception {
    EntryEvidence entry =
        init(
            "void *m = PyModule_Create2(&single, 1013); if (!m) return 0;"
                + " PyUnstable_Module_SetGIL(m, (void *) "
                + value
                + "L); return m;");
    assertThat(entry.phase()).isEqualTo(Phase.SINGLE);
    assertThat(entry.gilCall()).isEqualTo(call);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          return 0;                                                               | NOT_USED
          abort();                                                                | NOT_USED
          if (getenv("A")) PyUnstable_Module_SetGIL(m, (void *) 0); abort();      | UNKNOWN
          """)
  void readsWhatIsSaidOfTheGilOnWaysThatLeadToNoModule(String rest, GilCall call) throws Exception {
    EntryEvidence entry =
        read("extern void abort(void); extern char *getenv(const char *); void *PyInit_m(void) {"
                + " void *m = PyModule_Create2(&single, 1013); if (!m) return 0;"
                + " PyUnstable_Module_SetGIL(m, (void *) 1); "
                + rest
                + " }")
            .entry("PyInit_m")
            .orElseThrow();
    assertThat(entry.gilCall()).isEqualTo(call);
  }

  @ParameterizedTest
  @CsvSource({"PyOther, NEVER", "PyUnstable_Module_SetGIL, UNKNOWN"})
  void whatIsLookedUpMattersOnlyIfItsNameIsThere(String name, GilCall call) throws Exception {
    EntryEvidence entry =
        read("extern void *dlsym(void *, const char *); extern char *getenv(const char *);"
                + " void *PyInit_m(void) {"
                + " void *m = PyModule_Create2(&single, 1013); if (!m) return 0;"
                + (" int (*set)(void *, void *) = dlsym(0, \"" + name + "\");")
                + " void *how = getenv(\"A\"); if (set) set(m, how); return m; }")
            .entry("PyInit_m")
            .orElseThrow();
    assertThat(entry.gilCall()).isEqualTo(call);
  }

  @Test
  void readsDefinitionsBesideWhichSomethingUnknownWrites() throws Exception {
    EntryEvidence entry =
        read("""
                static struct { void *table[4]; Gil def; } both =
                    {.def = {.count = 1, .name = "m", .size = -1}};
                extern void **PyCapsule_Import(const char *, int);
                void *PyInit_m(void) {
                  void *module = PyModule_Create2(&both.def, 1013);
                  void **api = PyCapsule_Import("other", 0);
                  if (!module || !api) return 0;
                  ((void (*)(void *)) api[3])(both.table);
                  return module;
                }
                """)
            .entry("PyInit_m")
            .orElseThrow();
    assertThat(entry.definitions())
        .extracting(RawDefinition::layout, RawDefinition::header)
        .containsExactly(tuple(DefinitionLayout.GIL, HeaderKind.GIL_UP_TO_3_12));
    assertThat(entry.exact()).isFalse();
  }

  @Test
  void tellsWhatNeverGivesAModule() throws Exception {
    assertThat(init("PyErr_Clear(); return 0;").ending()).isEqualTo(Ending.RETURNS_NULL);
    assertThat(init("return &gil;").ending()).isEqualTo(Ending.RETURNS_UNINITIALIZED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          abort();                            | EXECUTES_FOR_EVER
          for (;;) pause();                   | EXECUTES_FOR_EVER
          if (pause()) abort(); else exit(1); | EXECUTES_FOR_EVER
          if (pause()) abort(); return 0;     | RETURNS
          return pause();                     | RETURNS
          """)
  void tellsExecutionsThatNeverComeBack(String body, Ending ending) throws Exception {
    EntryEvidence entry =
        read("extern void abort(void), exit(int); extern int pause(void);"
                + "static int run(void *module) { "
                + body
                + " } static Slot own[] = {{2, run}, {0, 0}};"
                + "static Gil other = {.count = 1, .name = \"m\", .slots = own};"
                + "void *PyInit_m(void) { return PyModuleDef_Init(&other); }")
            .entry("PyInit_m")
            .orElseThrow();
    assertThat(entry.ending()).isEqualTo(ending);
  }

  /** pybind11 sets up its own before, and on the wrong build dies before it is refused. */
  @Test
  void tellsWhetherTheDefinitionComesFirst() throws Exception {
    String pybind11 = "static const char *volatile mark = \"pybind11\"; (void) mark;";
    assertThat(init("PyList_New(0); return PyModuleDef_Init(&gil);").direct()).isTrue();
    assertThat(init(pybind11 + "PyErr_Clear(); return PyModuleDef_Init(&gil);").direct()).isTrue();
    assertThat(init(pybind11 + "PyList_New(0); return PyModuleDef_Init(&gil);").direct()).isFalse();
  }

  @Test
  void readsExportedSlots() throws Exception {
    EntryEvidence entry =
        read("static struct { unsigned char major, minor; unsigned short flags; unsigned build, abi; }"
                + " info = {1, 0, 7, 0x030f00f0, 0x030f0000};"
                + "static PySlot exported[] = {{109, 0, 0, &info}, {87, 1, 0, (void *) 1}, {0}};"
                + "void *PyModExport_m(void) { return exported; }")
            .entry("PyModExport_m")
            .orElseThrow();
    assertThat(entry.phase()).isEqualTo(Phase.EXPORT);
    List<Slot> slots = entry.exported().orElseThrow().slots();
    assertThat(slots).extracting(Slot::id).containsExactly(109, 87);
    assertThat(slots.getFirst().abiInfo().orElseThrow().abiVersion()).isEqualTo(0x030f0000);
    assertThat(slots.getLast().flags()).isEqualTo(Slot.OPTIONAL);
  }

  @Test
  void keepsEveryDefinitionThatMayBeHandedOver() throws Exception {
    EntryEvidence entry =
        init(
            "extern int rand(void); return PyModuleDef_Init(rand() & 1 ? (void *) &gil : (void *) &ft);");
    assertThat(entry.definitions())
        .extracting(RawDefinition::layout)
        .containsExactlyInAnyOrder(DefinitionLayout.GIL, DefinitionLayout.FREE_THREADED);
  }

  /** One file for both kinds of build, which looks whether a name is there. */
  @Test
  void choicesByNamesAreMadeForEachInterpreter() throws Exception {
    Evidence evidence =
        read(
            "extern void _Py_DecRefShared(void) __attribute__((weak));"
                + "void *PyInit_m(void) { return _Py_DecRefShared ? PyModuleDef_Init(&ft)"
                + " : PyModuleDef_Init(&gil); }");
    assertThat(evidence.needs().freeThreadedOnly()).isEmpty();
    assertThat(evidence.entry("PyInit_m", _ -> true, true).orElseThrow().definitions())
        .extracting(RawDefinition::layout)
        .containsExactly(DefinitionLayout.FREE_THREADED);
    assertThat(evidence.entry("PyInit_m", _ -> false, false).orElseThrow().definitions())
        .extracting(RawDefinition::layout)
        .containsExactly(DefinitionLayout.GIL);
    assertThat(evidence.entry("PyInit_other", _ -> true, true)).isEmpty();
  }

  /** One file for both kinds of build, which looks where an object of Python's has its type. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PyType_Type.word[1] == (void *)&PyType_Type ? GIL : FT",
        "PyType_Type.word[3] == (void *)&PyType_Type ? FT : GIL",
        "Py_TYPE(&PyLong_Type) != PyLong_Type.word[1] ? FT : GIL",
        "PyLong_Type.word[1] == Py_TYPE(&PyLong_Type) ? PyLong_Type.word[3] == Py_TYPE(&PyLong_Type)"
            + " ? 0 : GIL : PyLong_Type.word[3] == Py_TYPE(&PyLong_Type) ? FT : 0",
      })
  void choicesByLayoutAreMadeForEachInterpreter(String choice) throws Exception {
    Evidence evidence =
        read(
            "extern struct { void *word[4]; } PyType_Type, PyLong_Type;"
                + "extern void *Py_TYPE(void *);"
                + "void *PyInit_m(void) { return "
                + choice
                    .replace("GIL", "PyModuleDef_Init(&gil)")
                    .replace("FT", "PyModuleDef_Init(&ft)")
                + "; }");
    for (boolean freeThreaded : new boolean[] {false, true}) {
      EntryEvidence entry =
          evidence.entry("PyInit_m", name -> !name.startsWith("_"), freeThreaded).orElseThrow();
      assertThat(entry.ending()).isEqualTo(Ending.RETURNS);
      assertThat(entry.exact()).isTrue();
      assertThat(entry.definitions())
          .extracting(RawDefinition::layout)
          .containsExactly(freeThreaded ? DefinitionLayout.FREE_THREADED : DefinitionLayout.GIL);
    }
    assertThat(evidence.entry("PyInit_m").orElseThrow().definitions()).hasSize(2);
  }

  /** What lies elsewhere in an object, or is compared with something else, tells nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PyType_Type.word[2] == (void *)&PyType_Type",
        "PyType_Type.word[1] == (void *)&PyLong_Type",
        "PyOther_Type.word[1] == (void *)&PyType_Type",
        "PyType_Type.word[1] < (void *)&PyType_Type",
      })
  void otherQuestionsAreOpenForEachInterpreter(String question) throws Exception {
    Evidence evidence =
        read(
            "extern struct { void *word[4]; } PyType_Type, PyLong_Type, PyOther_Type;"
                + "void *PyInit_m(void) { return "
                + question
                + " ? PyModuleDef_Init(&gil) : PyModuleDef_Init(&ft); }");
    assertThat(evidence.entry("PyInit_m", _ -> true, true).orElseThrow().definitions())
        .extracting(RawDefinition::layout)
        .containsExactlyInAnyOrder(DefinitionLayout.GIL, DefinitionLayout.FREE_THREADED);
  }

  /** An entry in a table of data: whoever calls it runs into it. */
  @Test
  void dataIsNoCode() throws Exception {
    EntryEvidence entry = read("char PyInit_m[64] = {1};").entry("PyInit_m").orElseThrow();
    assertThat(entry.ending()).isEqualTo(Ending.NEVER_RETURNS);
  }

  @Test
  void aFileMayHaveManyEntries() throws Exception {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      code.append("void *PyInit_m").append(i).append("(void) { return PyModuleDef_Init(&gil); }\n");
    }
    Evidence evidence = read(code.toString());
    assertThat(evidence.entries()).hasSize(300);
    assertThat(evidence.entries())
        .allSatisfy(entry -> assertThat(entry.phase()).isEqualTo(Phase.MULTI));
  }
}
