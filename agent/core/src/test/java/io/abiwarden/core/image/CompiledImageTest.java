package io.abiwarden.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.core.memory.CStrings;
import io.abiwarden.core.memory.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the C compiler and linker of this machine make. */
class CompiledImageTest {

  private static final String SOURCE =
      """
      extern int PyModuleDef_Init(void *);
      extern int PyType_Type;
      extern int weak_one(void) __attribute__((weak));
      static const char *texts[64] = {"first", "second", "third"};
      void *pointers[] = {&PyType_Type, texts, (char *)&PyType_Type + 8, weak_one, pointers};
      int zeros[1000];
      static int hidden(void) { return 1; }
      int (*table[])(void) = {hidden};
      __attribute__((constructor)) static void early(void) { zeros[0] = 1; }
      void *PyInit_sample(void) { return (void *)(long)PyModuleDef_Init(texts); }
      void *PyModExport_sample(void) { return table; }
      __attribute__((visibility("hidden"))) void *PyInit_hidden(void) { return 0; }
      static void *PyInit_static(void) { return 0; }
      __attribute__((used)) static void *keep[] = {PyInit_static};
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-Wl,-z,lazy",
        "-Wl,-z,now",
        "-Wl,--hash-style=sysv",
        "-Wl,--hash-style=gnu",
        "-Wl,--hash-style=both",
        "-Wl,-z,pack-relative-relocs",
        "-Wl,-z,noseparate-code",
        "-Wl,-z,norelro",
        "-fcf-protection=full",
        "-fno-plt",
        "-s",
        "-Wl,-Bsymbolic",
        "-Wl,-Ttext-segment=0x10000000"
      })
  void readsThemWithAndWithoutSections(String options) throws Exception {
    Path file = CCompiler.library(folder, SOURCE, options.split(" "));
    byte[] bytes = Files.readAllBytes(file);
    check(ImageReader.read(bytes));
    for (int i = 40; i < 48; i++) {
      bytes[i] = 0; // e_shoff
    }
    for (int i = 58; i < 64; i++) {
      bytes[i] = 0; // size, number and names of sections
    }
    check(ImageReader.read(bytes));
  }

  private static void check(Image image) {
    assertThat(image.entries())
        .extracting(EntryFunction::symbol)
        .containsExactlyInAnyOrder("PyInit_sample", "PyModExport_sample");
    assertThat(image.entries()).allMatch(entry -> image.isCode(entry.address()));
    assertThat(image.needs())
        .extracting(NeededSymbol::name, NeededSymbol::weak)
        .contains(
            tuple("PyModuleDef_Init", false), tuple("PyType_Type", false), tuple("weak_one", true));
    assertThat(image.constructors()).isNotEmpty().allMatch(image::isCode);

    long pointers = export(image, "pointers").address();
    assertThat(image.isWritable(pointers)).isTrue();
    assertThat(image.memory().word(pointers)).isEqualTo(new Word.Import("PyType_Type", 0));
    assertThat(image.memory().word(pointers + 16)).isEqualTo(new Word.Import("PyType_Type", 8));
    assertThat(image.memory().word(pointers + 24)).isEqualTo(new Word.Import("weak_one", 0));
    assertThat(image.memory().word(pointers + 32)).isEqualTo(new Word.Value(pointers));
    assertThat(text(image, pointers + 8, 0)).contains("first");
    assertThat(text(image, pointers + 8, 16)).contains("third");
    ExportedSymbol zeros = export(image, "zeros");
    assertThat(zeros.size()).isEqualTo(4000);
    assertThat(zeros.kind()).isEqualTo(SymbolKind.DATA);
    assertThat(image.memory().read(zeros.address(), 4000).orElseThrow()).containsOnly(0);
    assertThat(image.memory().word(export(image, "table").address()))
        .isInstanceOfSatisfying(
            Word.Value.class, word -> assertThat(image.isCode(word.value())).isTrue());
  }

  private static Optional<String> text(Image image, long pointer, int offset) {
    if (image.memory().word(pointer) instanceof Word.Value(long texts)
        && image.memory().word(texts + offset) instanceof Word.Value(long text)) {
      return CStrings.utf8(image.memory(), text, 100);
    }
    return Optional.empty();
  }

  private static ExportedSymbol export(Image image, String name) {
    return image.exports().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void countsNoSymbolsTwiceWithoutExports() throws Exception {
    Path file =
        CCompiler.library(
            folder,
            "extern int wanted(void); static int (*p)(void) = wanted;"
                + " __attribute__((constructor)) static void f(void) { p(); wanted(); }",
            "-Wl,--hash-style=gnu");
    Image image = ImageReader.read(file);
    assertThat(image.needs()).extracting(NeededSymbol::name).containsExactly("wanted");
    assertThat(image.exports()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-Wl;-z;lazy",
    "-Wl;-z;now",
    "-Wl;-z;lazy -fcf-protection=full -Wl;-z;ibtplt",
    "-Wl;-z;now -fcf-protection=full -Wl;-z;ibtplt"
  })
  void followsTheStubsThatTheLinkerWrites(String options) throws Exception {
    Path file =
        CCompiler.library(
            folder,
            "extern int a(void), b(void), c(void); int call(void) { return a() + b() * c(); }",
            options.replace(';', ',').split(" "));
    Image image = ImageReader.read(file);
    assumeTrue(
        image.architecture() == Architecture.X86_64 || image.architecture() == Architecture.AARCH64,
        "skipped: stubs are only followed on x86-64 and AArch64");
    long call = export(image, "call").address();
    // All stubs lie in the code; walk it and see each import reached.
    long start = call & ~0xfffL;
    List<String> reached =
        LongStream.range(start, call)
            .filter(at -> at % 16 == 0)
            .mapToObj(image::stubTarget)
            .filter(OptionalLong::isPresent)
            .map(word -> image.memory().word(word.getAsLong()))
            .filter(Word.Import.class::isInstance)
            .map(word -> ((Word.Import) word).symbol())
            .distinct()
            .toList();
    assertThat(reached).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void readsVersions() throws Exception {
    Path map = Files.writeString(folder.resolve("map"), "LIB_1.0 { global: versioned; };");
    Path library =
        CCompiler.library(
            folder,
            "int versioned(void) { return 1; }",
            "-Wl,--version-script=" + map,
            "-Wl,-soname,libversioned.so.1");
    Path user =
        CCompiler.library(
            folder,
            "extern int versioned(void); int f(void) { return versioned(); }",
            "-Wl,--no-as-needed",
            library.toString(),
            "-Wl,-rpath,/opt/a:$ORIGIN/b",
            "-Wl,--enable-new-dtags");
    assertThat(ImageReader.read(library).soname()).contains("libversioned.so.1");
    Image image = ImageReader.read(user);
    assertThat(image.libraries()).containsExactly("libversioned.so.1");
    assertThat(image.runpath()).containsExactly("/opt/a", "$ORIGIN/b");
    assertThat(image.needs())
        .containsExactly(
            new NeededSymbol(
                "versioned",
                false,
                SymbolKind.FUNCTION,
                Optional.of("LIB_1.0"),
                Optional.of("libversioned.so.1")));
  }
}
