package io.abiwarden.core.image;

import static io.abiwarden.core.image.PeBuilder.CODE;
import static io.abiwarden.core.image.PeBuilder.DATA;
import static io.abiwarden.core.image.PeBuilder.X86;
import static io.abiwarden.core.image.PeBuilder.X86_64;
import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.definition.DefinitionFinder;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.image.EntryFunction.Style;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeReaderTest {

  private static Image read(PeBuilder builder) throws ImageFormatException {
    return ImageReader.read(builder.build());
  }

  private static NeededSymbol need(String library, String name) {
    return new NeededSymbol(
        name, false, SymbolKind.UNKNOWN, Optional.empty(), Optional.of(library));
  }

  @ParameterizedTest
  @CsvSource({
    "0x8664, X86_64",
    "0xaa64, AARCH64",
    "0xa64e, AARCH64",
    "0xa641, ARM64EC",
    "0x1c4, ARMV7L",
    "0x5064, RISCV64",
    "0x200, OTHER"
  })
  void namesTheProcessor(String machine, Architecture architecture) throws Exception {
    Image image = read(new PeBuilder(Integer.decode(machine)));
    assertThat(image.architecture()).isEqualTo(architecture);
    assertThat(image.format()).isEqualTo(ImageFormat.PE);
    assertThat(image.memory().pointerSize()).isEqualTo(8);
  }

  @Test
  void tellsCodeForEmulatedProcesses() throws Exception {
    PeBuilder builder = new PeBuilder(X86_64).number(DATA, 320).word(DATA + 200, 0x1234);
    byte[] file = builder.build();
    PeBuilder.directory(file, PeHeader.LOAD_CONFIGURATION, DATA, 64);
    assertThat(ImageReader.read(file).architecture()).isEqualTo(Architecture.ARM64EC);
    // An old load configuration ends before the field.
    file[DATA] = (byte) 200;
    file[DATA + 1] = 0;
    assertThat(ImageReader.read(file).architecture()).isEqualTo(Architecture.X86_64);
  }

  @Test
  void laysSectionsOut() throws Exception {
    Image image = read(new PeBuilder(X86).bytes(CODE, (byte) 0xc3).word(DATA, 0x12345678));
    assertThat(image.architecture()).isEqualTo(Architecture.I686);
    assertThat(image.memory().pointerSize()).isEqualTo(4);
    assertThat(image.isCode(0x1000_0000L + CODE)).isTrue();
    assertThat(image.isWritable(0x1000_0000L + CODE)).isFalse();
    assertThat(image.isWritable(0x1000_0000L + DATA)).isTrue();
    assertThat(image.memory().word(0x1000_0000L + DATA)).isEqualTo(new Word.Value(0x12345678));
    assertThat(image.memory().read(0x1000_0000L, 2)).contains(new byte[] {'M', 'Z'});
    assertThat(image.memory().read(0x1000_0400L, 1)).isEmpty();
    assertThat(image.memory().read(DATA, 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {X86, X86_64})
  void readsImports(int machine) throws Exception {
    PeBuilder builder = new PeBuilder(machine);
    int init = builder.need("python3.dll", "PyModuleDef_Init");
    int none = builder.need("python3.dll", "_Py_NoneStruct");
    int twelve = builder.need("WS2_32.dll", 12);
    Image image = read(builder);
    assertThat(image.libraries()).containsExactly("python3.dll", "WS2_32.dll");
    assertThat(image.needs())
        .containsExactly(
            need("python3.dll", "PyModuleDef_Init"),
            need("python3.dll", "_Py_NoneStruct"),
            need("WS2_32.dll", "WS2_32.dll#12"));
    assertThat(image.memory().word(builder.address(init)))
        .isEqualTo(new Word.Import("PyModuleDef_Init", 0));
    assertThat(image.memory().word(builder.address(none)))
        .isEqualTo(new Word.Import("_Py_NoneStruct", 0));
    assertThat(image.memory().word(builder.address(twelve)))
        .isEqualTo(new Word.Import("WS2_32.dll#12", 0));
    assertThat(image.relocations()).hasSize(3);
  }

  @Test
  void bindingAheadOfTimeChangesNothing() throws Exception {
    PeBuilder builder = new PeBuilder(X86_64).bound();
    int word = builder.need("python312.dll", "PyModule_Create2");
    Image image = read(builder);
    assertThat(image.needs()).containsExactly(need("python312.dll", "PyModule_Create2"));
    assertThat(image.memory().word(builder.address(word)))
        .isEqualTo(new Word.Import("PyModule_Create2", 0));
  }

  @ParameterizedTest
  @CsvSource({"0x8664, false", "0x14c, false", "0x14c, true"})
  void readsDelayedImports(String machine, boolean old) throws Exception {
    PeBuilder builder = new PeBuilder(Integer.decode(machine));
    if (old) {
      builder.oldDelay();
    }
    builder.need("KERNEL32.dll", "Sleep");
    int word = builder.needLater("python312.dll", "PyModule_Create2");
    // The word points to the code that loads the DLL until then.
    builder.relocation(word, builder.address(0) == 0x1000_0000L ? 3 : 10);
    Image image = read(builder);
    assertThat(image.libraries()).containsExactly("KERNEL32.dll", "python312.dll");
    assertThat(image.needs())
        .containsExactly(need("KERNEL32.dll", "Sleep"), need("python312.dll", "PyModule_Create2"));
    assertThat(image.memory().word(builder.address(word)))
        .isEqualTo(new Word.Import("PyModule_Create2", 0));
    assertThat(image.relocations()).hasSize(2);
  }

  @Test
  void readsExports() throws Exception {
    PeBuilder builder =
        new PeBuilder(X86_64)
            .export("PyInit_mod", CODE)
            .export("table", DATA)
            .exportUnnamed(1, CODE + 8);
    Image image = read(builder);
    assertThat(image.soname()).contains("built.pyd");
    assertThat(image.exports())
        .containsExactly(
            new ExportedSymbol("PyInit_mod", builder.address(CODE), 0, SymbolKind.FUNCTION, false),
            new ExportedSymbol("table", builder.address(DATA), 0, SymbolKind.DATA, false),
            new ExportedSymbol("#8", builder.address(CODE + 8), 0, SymbolKind.FUNCTION, false));
    assertThat(image.entries())
        .containsExactly(
            new EntryFunction("PyInit_mod", "mod", Style.PY_INIT, builder.address(CODE)));
  }

  @Test
  void aForwardedEntryLiesElsewhere() throws Exception {
    Image image =
        read(
            new PeBuilder(X86_64)
                .forward("PyInit_mod", "other.PyInit_mod")
                .forward("helper", "other.#12")
                .export("PyInit_own", CODE));
    assertThat(image.entries()).extracting(EntryFunction::isElsewhere).containsExactly(true, false);
    assertThat(image.exports()).extracting(ExportedSymbol::name).containsExactly("PyInit_own");
  }

  @Test
  void baseRelocationsTellWhichWordsAreAddresses() throws Exception {
    PeBuilder builder =
        new PeBuilder(X86_64)
            .pointer(DATA + 8, CODE)
            .pointer(DATA + 0x1040, DATA)
            .relocation(DATA + 16, 0) // padding
            .relocation(DATA + 24, 3) // half a word: no pointer
            .relocation(0x7000_0000, 10) // outside of everything
            .relocation(DATA + 0x1ffc, 10); // reaches out of the data
    Image image = read(builder);
    assertThat(image.relocations())
        .containsExactly(
            new Image.Relocation(builder.address(DATA + 8), new Word.Value(builder.address(CODE))),
            new Image.Relocation(
                builder.address(DATA + 0x1040), new Word.Value(builder.address(DATA))));
  }

  @Test
  void stepsOverTheParameterOfARelocation() throws Exception {
    PeBuilder builder = new PeBuilder(X86_64).pointer(DATA + 8, CODE).relocation(DATA, 4);
    byte[] file = builder.build();
    // The entry behind HIGHADJ is its parameter, even if it looks like a relocation.
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int table = words.getInt(PeBuilder.PE_HEADER + 24 + 112 + 8 * PeHeader.BASE_RELOCATIONS);
    words.putShort(table + 16 + 10, (short) 0xa018);
    assertThat(ImageReader.read(file).relocations()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0x14c, GIL, 1, 20, 36",
    "0x14c, FREE_THREADED, -1, 32, 48",
    "0x8664, GIL, 1, 40, 72",
    "0x8664, FREE_THREADED, -1, 56, 88"
  })
  void findsDefinitions(String machine, DefinitionLayout layout, int first, int name, int slots)
      throws Exception {
    PeBuilder builder = new PeBuilder(Integer.decode(machine)).text(0x2000, "sample");
    boolean wide = builder.address(0) > 1L << 32;
    builder.number(DATA + (first == 1 ? 0 : wide ? 12 : 8), first);
    builder.pointer(DATA + name, 0x2000).pointer(DATA + slots, DATA + 0x200);
    builder.number(DATA + 0x200, 4).word(DATA + 0x200 + (wide ? 8 : 4), 1);
    assertThat(DefinitionFinder.find(read(builder)))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.layout()).isEqualTo(layout);
              assertThat(found.name()).contains("sample");
              assertThat(found.slots().orElseThrow().slots()).hasSize(1);
            })
        .isInstanceOf(RawDefinition.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff25fa0f0000", "48ff25f90f0000", "e9fb0f0000"})
  void followsThunks(String code) throws Exception {
    byte[] bytes = HexFormat.of().parseHex(code);
    PeBuilder builder = new PeBuilder(X86_64).bytes(CODE, bytes);
    // A jump leads to CODE + 0x1000, and from there through the same word.
    builder.bytes(CODE + 0x1000, HexFormat.of().parseHex("ff25faffffff"));
    assertThat(read(builder).stubTarget(builder.address(CODE)))
        .hasValue(builder.address(CODE + 0x1000));
  }

  @Test
  void thunksOfOtherProcessors() throws Exception {
    PeBuilder x86 = new PeBuilder(X86).bytes(CODE, (byte) 0xff, (byte) 0x25);
    x86.number(CODE + 2, (int) x86.address(DATA));
    assertThat(read(x86).stubTarget(x86.address(CODE))).hasValue(x86.address(DATA));
    // adrp x16, +15 pages; ldr x16, [x16, #24]; br x16, and a jump to it
    PeBuilder arm =
        new PeBuilder(PeBuilder.ARM64)
            .instructions(CODE, 0xf0000070, 0xf9400e10, 0xd61f0200, 0x17fffffd);
    assertThat(read(arm).stubTarget(arm.address(CODE))).hasValue(arm.address(DATA + 24));
    assertThat(read(arm).stubTarget(arm.address(CODE + 12))).hasValue(arm.address(DATA + 24));
    assertThat(read(arm).stubTarget(arm.address(CODE + 4))).isEmpty();
    assertThat(read(arm).stubTarget(arm.address(DATA))).isEmpty();
  }

  @Test
  void jumpsThatGoInCirclesAreNoThunks() throws Exception {
    PeBuilder builder = new PeBuilder(X86_64).bytes(CODE, (byte) 0xe9).number(CODE + 1, -5);
    assertThat(read(builder).stubTarget(builder.address(CODE))).isEmpty();
  }
}
