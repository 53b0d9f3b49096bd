package io.abiwarden.core.image;

import static io.abiwarden.core.image.MachOBuilder.ARM64;
import static io.abiwarden.core.image.MachOBuilder.CODE;
import static io.abiwarden.core.image.MachOBuilder.DATA;
import static io.abiwarden.core.image.MachOBuilder.I386;
import static io.abiwarden.core.image.MachOBuilder.PPC;
import static io.abiwarden.core.image.MachOBuilder.X86_64;
import static io.abiwarden.core.image.MachOBuilder.at;
import static io.abiwarden.core.image.MachOBuilder.leb;
import static io.abiwarden.core.image.MachOBuilder.parts;
import static io.abiwarden.core.image.MachOBuilder.trie;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.abiwarden.core.image.EntryFunction.Style;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a Mach-O file says beyond its linked words. */
class MachOImageTest {

  private static final int INSTRUCTIONS = 0x80000400;

  @ParameterizedTest
  @CsvSource({
    "0x01000007, X86_64, 8",
    "0x0100000c, AARCH64, 8",
    "7, I686, 4",
    "12, ARMV7L, 4",
    "18, PPC, 4",
    "0x01000012, PPC64, 8",
    "0x0200000c, OTHER, 4"
  })
  void tellsTheProcessor(String processor, String expected, int pointer) throws Exception {
    byte[] file = new MachOBuilder(Integer.decode(processor)).build();
    Image image = ImageReader.read(file);
    assertThat(image.format()).isEqualTo(ImageFormat.MACHO);
    assertThat(image.architecture()).hasToString(expected);
    assertThat(image.memory().pointerSize()).isEqualTo(pointer);
    assertThat(ImageReader.architecture(ByteBuffer.wrap(file)))
        .contains(image.architecture().tag());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1  | an object file that is not linked (MH_OBJECT)",
        "10 | a file of debug information (MH_DSYM)",
        "9  | a library without content, for linking only (MH_DYLIB_STUB)",
        "99 | type 99, not a bundle"
      })
  void refusesOtherTypes(int type, String message) {
    assertThatThrownBy(() -> ImageReader.read(new MachOBuilder(ARM64).type(type).build()))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsPrograms() throws Exception {
    MachOBuilder builder = new MachOBuilder(ARM64).type(2);
    // __PAGEZERO: four gigabytes that nothing is mapped to.
    builder.command(0x19, 0x41505f5f, 0x455a4547, 0x4f52, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    Image image = ImageReader.read(builder.build());
    assertThat(image.isCode(CODE)).isTrue();
    assertThat(image.isWritable(DATA)).isTrue();
    assertThat(image.isWritable(CODE)).isFalse();
  }

  @Test
  void namesLibrariesAndPaths() throws Exception {
    Image image =
        ImageReader.read(
            new MachOBuilder(X86_64)
                .library("/usr/lib/libSystem.B.dylib")
                .library(0x80000018, "@rpath/weak.dylib")
                .library(0x8000001f, "re-exported.dylib")
                .library(0x20, "lazy.dylib")
                .library(0x80000023, "upward.dylib")
                .library(0xd, "@rpath/me.dylib")
                .rpath("@loader_path/../libs")
                .rpath("/opt/lib")
                .build());
    assertThat(image.libraries())
        .containsExactly(
            "/usr/lib/libSystem.B.dylib",
            "@rpath/weak.dylib",
            "re-exported.dylib",
            "lazy.dylib",
            "upward.dylib");
    assertThat(image.soname()).contains("@rpath/me.dylib");
    assertThat(image.rpath()).containsExactly("@loader_path/../libs", "/opt/lib");
    assertThat(image.runpath()).isEmpty();
  }

  static Stream<Arguments> minimums() {
    return Stream.of(
        Arguments.of(new MachOBuilder(X86_64).command(0x24, 0x000a0900, 0), "macOS 10.9"),
        Arguments.of(new MachOBuilder(ARM64).command(0x32, 1, 0x000b0000, 0, 0), "macOS 11.0"),
        Arguments.of(new MachOBuilder(ARM64).command(0x32, 1, 0x000d0301, 0, 0), "macOS 13.3.1"),
        Arguments.of(new MachOBuilder(ARM64).command(0x32, 2, 0x000d0000, 0, 0), "iOS 13.0"),
        Arguments.of(
            new MachOBuilder(ARM64).command(0x32, 7, 0x000d0000, 0, 0), "iOS simulator 13.0"),
        Arguments.of(new MachOBuilder(ARM64).command(0x32, 77, 0, 0, 0), "other 0.0"),
        Arguments.of(new MachOBuilder(X86_64).command(0x25, 0x00090000, 0), "iOS simulator 9.0"),
        Arguments.of(new MachOBuilder(ARM64).command(0x25, 0x00090000, 0), "iOS 9.0"),
        Arguments.of(
            new MachOBuilder(X86_64)
                .command(0x32, 6, 0x000e0000, 0, 0)
                .command(0x32, 1, 0x000b0100, 0, 0)
                .command(0x32, 6, 0x000e0000, 0, 0),
            "macOS 11.1"),
        Arguments.of(new MachOBuilder(X86_64), "none"));
  }

  @ParameterizedTest
  @MethodSource("minimums")
  void tellsTheOldestSystem(MachOBuilder builder, String expected) throws Exception {
    assertThat(
            ImageReader.read(builder.build())
                .minimumOs()
                .map(minimum -> minimum.platform().shown() + " " + minimum.version())
                .orElse("none"))
        .isEqualTo(expected);
  }

  @Test
  void refusesWhatIsEncrypted() throws Exception {
    assertThat(ImageReader.read(new MachOBuilder(ARM64).command(0x2c, 0, 0, 0, 0).build()))
        .isNotNull();
    assertThatThrownBy(
            () -> ImageReader.read(new MachOBuilder(ARM64).command(0x2c, 0, 0, 1, 0).build()))
        .hasMessageContaining("its code is encrypted (LC_ENCRYPTION_INFO, system 1)");
  }

  private static Map<String, byte[]> terminals() {
    Map<String, byte[]> names = new LinkedHashMap<>();
    names.put("_PyInit_demo", at(0, CODE));
    names.put("_PyModExportU_f_1gaa", at(4, CODE + 4));
    names.put("_table", at(0, DATA));
    names.put("_perThread", at(1, DATA + 8));
    names.put("_PyInit_number", at(2, 77));
    names.put("_PyInit_other", parts(8, leb(1), "_PyInit_real"));
    names.put("_PyInit_lazy", parts(0x10, leb(CODE + 8), leb(CODE + 12)));
    names.put("PyInit_assembler", at(0, CODE));
    return names;
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void readsTheTrieOfExports(boolean inInfo) throws Exception {
    MachOBuilder builder = new MachOBuilder(ARM64).section(CODE, 0x100, INSTRUCTIONS, 0, 0);
    byte[] bytes = trie(terminals());
    // Where there is a trie, nothing else counts.
    builder.function("_PyInit_hidden", CODE);
    Image image =
        ImageReader.read((inInfo ? builder.infoExports(bytes) : builder.exports(bytes)).build());
    assertThat(image.exports())
        .extracting(
            ExportedSymbol::name,
            ExportedSymbol::address,
            ExportedSymbol::kind,
            ExportedSymbol::weak)
        .containsExactlyInAnyOrder(
            tuple("PyInit_demo", (long) CODE, SymbolKind.FUNCTION, false),
            tuple("PyModExportU_f_1gaa", CODE + 4L, SymbolKind.FUNCTION, true),
            tuple("table", (long) DATA, SymbolKind.DATA, false),
            tuple("perThread", DATA + 8L, SymbolKind.THREAD_LOCAL, false),
            tuple("PyInit_number", 77L, SymbolKind.UNKNOWN, false),
            tuple("PyInit_other", 0L, SymbolKind.UNKNOWN, false),
            tuple("PyInit_lazy", CODE + 8L, SymbolKind.FUNCTION, false),
            tuple("PyInit_assembler", (long) CODE, SymbolKind.FUNCTION, false));
    assertThat(image.entries())
        .containsExactlyInAnyOrder(
            new EntryFunction("PyInit_demo", "demo", Style.PY_INIT, CODE),
            new EntryFunction("PyModExportU_f_1gaa", "föö", Style.PY_MOD_EXPORT, CODE + 4),
            new EntryFunction("PyInit_number", "number", Style.PY_INIT, EntryFunction.ELSEWHERE),
            new EntryFunction("PyInit_other", "other", Style.PY_INIT, EntryFunction.ELSEWHERE),
            new EntryFunction("PyInit_lazy", "lazy", Style.PY_INIT, CODE + 8));
  }

  @ParameterizedTest
  @CsvSource({"0x01000007", "0x0100000c", "7", "18"})
  void readsTheSymbolTableWhereThereIsNoTrie(String processor) throws Exception {
    MachOBuilder builder = new MachOBuilder(Integer.decode(processor));
    builder.library("python").section(CODE, 0x100, INSTRUCTIONS, 0, 0);
    builder.function("_PyInit_demo", CODE);
    builder.symbol("_hidden", 0x1f, 1, 0, CODE); // private
    builder.symbol("_local", 0xe, 1, 0, CODE);
    builder.symbol("_PyInit_stab", 0x24, 1, 0, CODE); // for debuggers
    builder.symbol("_weak", 0xf, 2, 0x80, DATA);
    builder.symbol("_PyInit_absolute", 3, 0, 0, 5);
    builder.need("_PyModule_Create2", 1);
    builder.need("_PyErr_Clear", 0xfe);
    builder.need("_PyErr_Print", 0xff);
    builder.symbol("_maybe", 1, 0, 0x40 | 1 << 8, 0);
    builder.symbol("_common", 1, 0, 0, 16);
    builder.need("_far", 77);
    Image image = ImageReader.read(builder.build());
    assertThat(image.exports())
        .extracting(ExportedSymbol::name, ExportedSymbol::kind, ExportedSymbol::weak)
        .containsExactly(
            tuple("PyInit_demo", SymbolKind.FUNCTION, false),
            tuple("weak", SymbolKind.DATA, true),
            tuple("PyInit_absolute", SymbolKind.UNKNOWN, false));
    assertThat(image.entries())
        .extracting(EntryFunction::symbol, EntryFunction::isElsewhere)
        .containsExactly(tuple("PyInit_demo", false), tuple("PyInit_absolute", true));
    assertThat(image.needs())
        .extracting(NeededSymbol::name, NeededSymbol::weak, n -> n.library().orElse("any"))
        .containsExactly(
            tuple("PyModule_Create2", false, "python"),
            tuple("PyErr_Clear", false, "any"),
            tuple("PyErr_Print", false, "any"),
            tuple("maybe", true, "python"),
            tuple("far", false, "any"));
  }

  @Test
  void namesNoLibrariesInAFlatNamespace() throws Exception {
    MachOBuilder builder = new MachOBuilder(X86_64).flags(0).library("python");
    builder.need("_PyErr_Clear", 1);
    assertThat(ImageReader.read(builder.build()).needs().getFirst().library()).isEmpty();
  }

  @Test
  void findsConstructorsOfBothKinds() throws Exception {
    MachOBuilder builder = new MachOBuilder(ARM64);
    builder
        .section(DATA + 0x40, 24, 9, 0, 0)
        .section(0x3000, 8, 0x16, 0, 0)
        .word(DATA + 0x40, CODE + 8)
        .word(DATA + 0x48, CODE)
        .half(0x3000, CODE + 16)
        .half(0x3004, CODE + 12)
        .command(0x1a, CODE + 20, 0, 0, 0)
        .rebases(0x11, 0x21, leb(0x40), 0x52, 0);
    assertThat(ImageReader.read(builder.build()).constructors())
        .containsExactly(CODE + 20L, CODE + 8L, (long) CODE, CODE + 16L, CODE + 12L);
  }

  @ParameterizedTest
  @CsvSource({
    // jmp *[rip + 0x2ffa]; the stub is at 0x1000.
    "0x01000007, ff25fa2f0000, 0x4000",
    "7, ff2500400000, 0x4000",
    // adrp x16, 0x4000; ldr x16, [x16, 0x10]; br x16
    "0x0100000c, 100000f0 100a40f9 00021fd6, 0x4010",
    // adrp x17, 0x4000; add x17, x17, 0x10; ldr x16, [x17]; braa x16, x17
    "0x0100000c, 110000f0 31420091 300240f9 110a1fd7, 0x4010",
    // nop; ldr x16, 0x4000; br x16
    "0x0100000c, 1f2003d5 f07f0158 00021fd6, 0x4000",
    // adrp x16; ldr x16; blr x16 is a call, no stub.
    "0x0100000c, 100000f0 100a40f9 00023fd6, none"
  })
  void followsStubs(String processor, String code, String word) throws Exception {
    MachOBuilder builder = new MachOBuilder(Integer.decode(processor));
    byte[] bytes = HexFormat.of().parseHex(code.replace(" ", ""));
    Image image = ImageReader.read(builder.bytes(CODE, bytes).build());
    if (word.equals("none")) {
      assertThat(image.stubTarget(CODE)).isEmpty();
    } else {
      assertThat(image.stubTarget(CODE)).hasValue(Long.decode(word));
    }
    assertThat(image.stubTarget(DATA)).isEmpty();
  }

  @Test
  void followsStubsByTheirSymbols() throws Exception {
    MachOBuilder builder = new MachOBuilder(PPC).library("system");
    int a = builder.need("_a", 1);
    int b = builder.need("_b", 1);
    builder
        .section(CODE, 32, INSTRUCTIONS | 8, 0, 16)
        .section(DATA, 8, 7, 2, 0)
        .indirect(a, b, b, a);
    Image image = ImageReader.read(builder.build());
    assertThat(image.stubTarget(CODE)).hasValue(DATA + 4);
    assertThat(image.stubTarget(CODE + 16)).hasValue(DATA);
    assertThat(image.stubTarget(CODE + 8)).isEmpty();
    assertThat(image.stubTarget(CODE + 64)).isEmpty();
    assertThat(image.needs()).extracting(NeededSymbol::kind).containsOnly(SymbolKind.FUNCTION);
  }

  @Test
  void refusesTriesThatGoInCircles() {
    byte[] circle = parts(0, 1, "_a", leb(0));
    assertThatThrownBy(() -> ImageReader.read(new MachOBuilder(ARM64).exports(circle).build()))
        .hasMessage("exports: the trie goes to offset 0x0 of 0x6, or there twice");
    byte[] away = parts(0, 1, "_a", leb(0x1000));
    assertThatThrownBy(() -> ImageReader.read(new MachOBuilder(ARM64).exports(away).build()))
        .hasMessageContaining("offset 0x1000");
    byte[] cut = parts(0, 5, "_a");
    assertThatThrownBy(() -> ImageReader.read(new MachOBuilder(ARM64).exports(cut).build()))
        .hasMessage("exports: it ends in the middle");
  }

  @Test
  void refusesTriesWhoseNamesGrowBeyondAllMeasure() {
    // A path of 600 nodes, each of which has a long name that its child goes on with.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String part = "x".repeat(4000);
    for (int i = 0; i < 600; i++) {
      int next = bytes.size() + 2 + part.length() + 1 + 4;
      bytes.writeBytes(
          parts(
              0,
              1,
              part,
              (next & 0x7f) | 0x80,
              ((next >>> 7) & 0x7f) | 0x80,
              ((next >>> 14) & 0x7f) | 0x80,
              next >>> 21));
    }
    bytes.writeBytes(parts(0, 0));
    assertThatThrownBy(
            () -> ImageReader.read(new MachOBuilder(ARM64).exports(bytes.toByteArray()).build()))
        .hasMessage("exports: their names overlap beyond all measure");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "16  | 0x7fffffff | load commands: 2147483647 of them, more than the limit of 10000",
        "20  | 0x7fffffff | load commands: bytes 0x20 to",
        "36  | 4          | load command 0 at 0x20: it has 0x4 bytes",
        "36  | 0x7fffffff | load command 0 at 0x20",
        "64  | 0x1        | segment __TEXT: it has more bytes in the file",
        "80  | 0x100000   | segment __TEXT: bytes",
        "128 | 0x2000     | load commands: segments overlap at address 0x2000",
        "96  | 77         | segment __TEXT: 77 sections are claimed, there is room for 0"
      })
  void saysWhereTheLoadCommandsBreak(int at, String value, String message) {
    byte[] file = new MachOBuilder(ARM64).build();
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, Integer.decode(value));
    assertThatThrownBy(() -> ImageReader.read(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void i386WordsHaveFourBytes() throws Exception {
    Image image = ImageReader.read(new MachOBuilder(I386).word(DATA, 0xfffffffeL).build());
    assertThat(image.memory().word(DATA)).hasToString("Value[value=4294967294]");
  }
}
