package io.abiwarden.core.definition;

import static io.abiwarden.core.image.ElfBuilder.AARCH64;
import static io.abiwarden.core.image.ElfBuilder.CODE;
import static io.abiwarden.core.image.ElfBuilder.DATA;
import static io.abiwarden.core.image.ElfBuilder.X86_64;
import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.image.CCompiler;
import io.abiwarden.core.image.ElfBuilder;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.memory.Word;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionFinderTest {

  private static final int NAME = 0x1f00;

  @TempDir Path folder;

  private static List<RawDefinition> find(ElfBuilder builder) throws Exception {
    return DefinitionFinder.find(ImageReader.read(builder.build()));
  }

  private static ElfBuilder gil(int machine) {
    int relative = machine == X86_64 ? 8 : 1027;
    return new ElfBuilder(machine)
        .text(NAME, "package.sample")
        .word(DATA, 1)
        .relocation(DATA + 40, relative, 0, NAME)
        .word(DATA + 56, -1);
  }

  @ParameterizedTest
  @CsvSource({"62", "183"})
  void findsThemOnBothProcessors(int machine) throws Exception {
    assertThat(find(gil(machine)))
        .singleElement()
        .satisfies(
            definition -> {
              assertThat(definition.address()).isEqualTo(DATA);
              assertThat(definition.layout()).isEqualTo(DefinitionLayout.GIL);
              assertThat(definition.name()).contains("package.sample");
              assertThat(definition.size()).isEqualTo(-1);
            });
  }

  @Test
  void findsFreeThreadedOnes() throws Exception {
    ElfBuilder builder =
        new ElfBuilder(AARCH64)
            .text(NAME, "sample")
            .word(DATA + 8, 0xffffffff_00000004L)
            .relocation(DATA + 56, 1027, 0, NAME)
            .relocation(DATA + 88, 1027, 0, DATA + 0x100)
            .word(DATA + 0x100, 4)
            .word(DATA + 0x108, 1);
    assertThat(find(builder))
        .singleElement()
        .satisfies(
            definition -> {
              assertThat(definition.layout()).isEqualTo(DefinitionLayout.FREE_THREADED);
              assertThat(definition.header()).isEqualTo(HeaderKind.FREE_THREADED_FROM_3_14);
              assertThat(definition.slots().orElseThrow().slots())
                  .extracting(Slot::id)
                  .containsExactly(4);
            });
  }

  /** Each row breaks one thing. */
  @ParameterizedTest
  @CsvSource({
    "0, 2", // another reference count
    "8, 4096", // a type
    "16, 1", // m_init
    "24, 7", // m_index
    "32, 1", // m_copy
    "56, -2", // a size that is none
    "56, 0x40000001",
    "64, 0x7fffff00", // methods nowhere
    "72, 0x10001", // slots at an odd address
    "80, 0x10000" // a function in the data
  })
  void takesNothingElse(int offset, String value) throws Exception {
    assertThat(find(gil(X86_64).word(DATA + offset, Long.decode(value)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"''", "two words", "a+b", "'\u0001'"})
  void takesNoOtherNames(String name) throws Exception {
    assertThat(find(gil(X86_64).text(NAME, name))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"föö", "＿インポートテスト", "6ec57f84c680d3a3778b__mypyc", "a.b_c", "with-dash"})
  void takesAllNamesOfModules(String name) throws Exception {
    assertThat(find(gil(X86_64).text(NAME, name)))
        .singleElement()
        .satisfies(definition -> assertThat(definition.name()).contains(name));
  }

  @Test
  void takesImportedFunctions() throws Exception {
    ElfBuilder builder = gil(X86_64);
    int need = builder.need("free_it");
    assertThat(find(builder.relocation(DATA + 96, 1, need, 0)))
        .singleElement()
        .satisfies(
            definition ->
                assertThat(definition.members().free()).isEqualTo(new Word.Import("free_it", 0)));
  }

  /** Two arrays of methods, one behind the other, look much like a definition. */
  @Test
  void isNotMisledByMethodTables() throws Exception {
    ElfBuilder builder =
        new ElfBuilder(X86_64)
            .text(NAME, "apply")
            .bytes(CODE, new byte[] {(byte) 0xf3, 0x0f, 0x1e, (byte) 0xfa, 0x55})
            .bytes(CODE + 32, new byte[] {0x48, (byte) 0x83, (byte) 0xec, 0x08})
            .word(DATA, 1) // METH_VARARGS of the last method
            .relocation(DATA + 40, 8, 0, NAME)
            .relocation(DATA + 48, 8, 0, CODE)
            .word(DATA + 56, 1)
            .word(DATA + 0x200, 1)
            .relocation(DATA + 0x228, 8, 0, NAME)
            .relocation(DATA + 0x230, 8, 0, CODE + 32);
    assertThat(find(builder)).isEmpty();
  }

  @Test
  void boundsWhatItFinds() throws Exception {
    ElfBuilder builder = new ElfBuilder(X86_64).text(NAME, "x").dataSize(0x60000);
    for (int i = 0; i < 2000; i++) {
      builder.word(DATA + i * 104L, 1).relocation(DATA + i * 104L + 40, 8, 0, NAME);
    }
    assertThat(find(builder)).hasSize(1024);
  }

  /** The structs as CPython's headers declare them, written out by hand. */
  @Test
  void findsCompiledOnes() throws Exception {
    Path library =
        CCompiler.library(
            folder,
            """
            typedef struct { const char *name; void *meth; int flags; const char *doc; } Method;
            typedef struct { int slot; void *value; } Slot;
            typedef struct { long count; void *type, *init; long index; void *copy;
              const char *name, *doc; long size; Method *methods; Slot *slots;
              void *traverse, *clear, *free; } Gil;
            typedef struct { long tid; unsigned short flags; unsigned char mutex, gc;
              unsigned local; long shared; void *type, *init; long index; void *copy;
              const char *name, *doc; long size; Method *methods; Slot *slots;
              void *traverse, *clear, *free; } Free;
            extern void *other(void);
            static void *call(void *a, void *b) { return other(); }
            static Method methods[] = {{"one", call, 1, "doc"}, {"two", call, 1, 0}, {0}};
            static Method more[] = {{"three", call, 1, "doc"}, {0}};
            static int exec(void *m) { return 0; }
            static Slot slots[] = {{2, exec}, {3, (void *)2}, {4, (void *)1}, {0, 0}};
            static Gil single = {1, 0, 0, 0, 0, "single", "doc", -1, methods};
            static Gil multi = {0x50000c0000000, .name = "multi", .size = 8, .methods = more,
              .slots = slots, .free = call};
            static Free marked = {0, 4, 0, 0, 0xffffffff, .name = "marked", .slots = slots};
            static Free older = {0, 0, 0, 0, 0xffffffff, .name = "older", .size = -1};
            static Gil nameless = {1, .slots = slots};
            static Gil unmarked = {0, .name = "unmarked"};
            void *PyInit_single(void) {
              void *all[] = {&single, &multi, &marked, &older, &nameless, &unmarked};
              return ((void *(*)(void **))other)(all); }
            """);
    List<RawDefinition> found = DefinitionFinder.find(ImageReader.read(library));
    assertThat(found)
        .extracting(d -> d.name().orElse("") + " " + d.layout().word() + " " + d.header())
        .containsExactlyInAnyOrder(
            "single gil GIL_UP_TO_3_12",
            "multi gil GIL_FROM_3_14",
            "marked free-threaded FREE_THREADED_FROM_3_14",
            "older free-threaded FREE_THREADED_3_13");
    assertThat(found)
        .filteredOn(d -> d.slots().isPresent())
        .hasSize(2)
        .allSatisfy(
            d ->
                assertThat(d.slots().orElseThrow().slots())
                    .extracting(Slot::id)
                    .containsExactly(2, 3, 4));
  }
}
