package io.abiwarden.core.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.core.artifact.FolderTree;
import io.abiwarden.core.image.CCompiler;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Linking on paper, with tiny libraries that the machine's compiler makes. */
class LinkerTest {

  private static final String EXTENSION = "int foo(void); int PyInit_m(void) { return foo(); }";
  private static final String RPATH = "-Wl,--disable-new-dtags";
  private static final String RUNPATH = "-Wl,--enable-new-dtags";

  private Path work = Path.of("");
  private Path tree = Path.of("");

  @BeforeEach
  void choosePlaces(@TempDir Path temporary) throws IOException {
    work = Files.createDirectory(temporary.resolve("work"));
    tree = Files.createDirectory(temporary.resolve("tree"));
  }

  /** Compiles into the tree; libraries are what it is to be linked to. */
  private Path compile(String place, String source, List<Path> libraries, String... options)
      throws IOException, InterruptedException {
    Path target = tree.resolve(place);
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Wl,-soname," + target.getFileName());
    all.add("-Wl,--no-as-needed");
    all.add("-Wl,--allow-shlib-undefined");
    libraries.forEach(library -> all.add(library.toString()));
    Path made = CCompiler.library(work, source, all.toArray(String[]::new));
    Files.createDirectories(target.resolveSibling("."));
    return Files.move(made, target);
  }

  private Linkage link(String path, String... exported) throws Exception {
    Image image = ImageReader.read(tree.resolve(path));
    try (FolderTree files = FolderTree.open(tree)) {
      return new Linker(files, new HostLibraries(image.architecture()))
          .link(image, path, Optional.empty(), Set.of(exported));
    }
  }

  @Test
  void saysWhichSymbolsNothingSupplies() throws Exception {
    compile(
        "pkg/m.so",
        "int foo(void), bar(void), PyList_New(void); __attribute__((weak)) int perhaps(void);"
            + "int PyInit_m(void) { return foo() + bar() + PyList_New() + (perhaps ? perhaps() : 0); }"
            + "int bar(void) { return 1; }",
        List.of());
    Linkage linkage = link("pkg/m.so", "PyList_New");
    assertThat(linkage.missing()).containsExactly(new Linkage.Missing("foo", "pkg/m.so"));
    assertThat(linkage.missingLibraries()).isEmpty();
    assertThat(linkage.bundled()).isEmpty();
    assertThat(linkage.complete()).isTrue();
    assertThat(link("pkg/m.so", "PyList_New", "foo").missing()).isEmpty();
  }

  @Test
  void theProcessHasALibcAlready() throws Exception {
    compile(
        "m.so",
        "int strlen(void), cos(void); int PyInit_m(void) { return strlen() + cos(); }",
        List.of());
    Image image = ImageReader.read(tree.resolve("m.so"));
    assumeTrue(
        new HostLibraries(image.architecture()).find("libc.so.6").isPresent(),
        "skipped: no glibc on this machine");
    assertThat(link("m.so").missing()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$ORIGIN", "${ORIGIN}", "$ORIGIN/.", "$ORIGIN/../pkg", "/nowhere:$ORIGIN"})
  void findsWhatLiesBesideIt(String folder) throws Exception {
    Path library = compile("pkg/libfoo.so", "int foo(void) { return 1; }", List.of());
    compile("pkg/m.so", EXTENSION, List.of(library), RUNPATH, "-Wl,-rpath," + folder);
    Linkage linkage = link("pkg/m.so");
    assertThat(linkage.missing()).isEmpty();
    assertThat(linkage.missingLibraries()).isEmpty();
    assertThat(linkage.bundled())
        .singleElement()
        .satisfies(image -> assertThat(image.soname()).contains("libfoo.so"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$ORIGIN/sub", "$ORIGIN/../../../../pkg", "relative", "/nowhere", "", "ORIGIN"})
  void findsNothingElsewhere(String folder) throws Exception {
    Path library = compile("pkg/libfoo.so", "int foo(void) { return 1; }", List.of());
    compile("pkg/m.so", EXTENSION, List.of(library), RUNPATH, "-Wl,-rpath," + folder);
    Linkage linkage = link("pkg/m.so");
    assertThat(linkage.missingLibraries())
        .containsExactly(new Linkage.MissingLibrary("libfoo.so", "pkg/m.so"));
    assertThat(linkage.missing()).containsExactly(new Linkage.Missing("foo", "pkg/m.so"));
  }

  @Test
  void findsNothingWithoutARunPath() throws Exception {
    Path library = compile("pkg/libfoo.so", "int foo(void) { return 1; }", List.of());
    compile("pkg/m.so", EXTENSION, List.of(library));
    assertThat(link("pkg/m.so").missingLibraries())
        .containsExactly(new Linkage.MissingLibrary("libfoo.so", "pkg/m.so"));
  }

  @Test
  void followsRunPathsToAbsoluteFolders() throws Exception {
    Path library = compile("elsewhere/libfoo.so", "int foo(void) { return 1; }", List.of());
    compile(
        "pkg/m.so",
        EXTENSION,
        List.of(library),
        RUNPATH,
        "-Wl,-rpath," + tree.resolve("elsewhere"));
    assertThat(link("pkg/m.so").missing()).isEmpty();
    assertThat(link("pkg/m.so").missingLibraries()).isEmpty();
  }

  /** {@code DT_RPATH} holds for what a library pulls in, {@code DT_RUNPATH} for itself alone. */
  @Test
  void handsDownRpathsButNotRunpaths() throws Exception {
    Path inner = compile("libs/libinner.so", "int inner(void) { return 1; }", List.of());
    Path outer =
        compile(
            "libs/libfoo.so", "int inner(void); int foo(void) { return inner(); }", List.of(inner));
    compile("pkg/old.so", EXTENSION, List.of(outer), RPATH, "-Wl,-rpath,$ORIGIN/../libs");
    compile("pkg/new.so", EXTENSION, List.of(outer), RUNPATH, "-Wl,-rpath,$ORIGIN/../libs");
    assertThat(link("pkg/old.so").missingLibraries()).isEmpty();
    assertThat(link("pkg/old.so").bundled()).hasSize(2);
    assertThat(link("pkg/new.so").missingLibraries())
        .containsExactly(new Linkage.MissingLibrary("libinner.so", "libs/libfoo.so"));
  }

  /** What a bundled library needs is needed as much, and it may come from any other. */
  @Test
  void bundledLibrariesAreLinkedToo() throws Exception {
    Path foo =
        compile(
            "libs/libfoo.so",
            "int helper(void), PyLong_AsInt32(void), gone(void);"
                + "int foo(void) { return helper() + PyLong_AsInt32() + gone(); }",
            List.of());
    Path helper = compile("libs/libhelper.so", "int helper(void) { return 1; }", List.of());
    compile("pkg/m.so", EXTENSION, List.of(foo, helper), RUNPATH, "-Wl,-rpath,$ORIGIN/../libs");
    assertThat(link("pkg/m.so").missing())
        .containsExactlyInAnyOrder(
            new Linkage.Missing("PyLong_AsInt32", "libs/libfoo.so"),
            new Linkage.Missing("gone", "libs/libfoo.so"));
  }

  @Test
  void circlesEnd() throws Exception {
    Path stand = compile("libs/libb.so", "int b(void) { return 1; }", List.of());
    Path a =
        compile(
            "libs/liba.so",
            "int b(void); int foo(void) { return b(); }",
            List.of(stand),
            RUNPATH,
            "-Wl,-rpath,$ORIGIN");
    Files.delete(stand);
    compile(
        "libs/libb.so",
        "int foo(void); int b(void) { return (int) (long) foo; }",
        List.of(a),
        RUNPATH,
        "-Wl,-rpath,$ORIGIN");
    compile("m.so", EXTENSION, List.of(a), RUNPATH, "-Wl,-rpath,$ORIGIN/libs");
    Linkage linkage = link("m.so");
    assertThat(linkage.missing()).isEmpty();
    assertThat(linkage.missingLibraries()).isEmpty();
    assertThat(linkage.bundled()).hasSize(2);
  }

  @Test
  void passesOverWhatIsNoLibrary() throws Exception {
    Path library = compile("pkg/libfoo.so", "int foo(void) { return 1; }", List.of());
    compile("pkg/m.so", EXTENSION, List.of(library), RUNPATH, "-Wl,-rpath,$ORIGIN:$ORIGIN/good");
    Files.createDirectories(tree.resolve("pkg/good"));
    Files.move(library, tree.resolve("pkg/good/libfoo.so"));
    Files.writeString(tree.resolve("pkg/libfoo.so"), "GROUP ( libfoo.so.1 )");
    assertThat(link("pkg/m.so").missingLibraries()).isEmpty();
    Files.delete(tree.resolve("pkg/good/libfoo.so"));
    assertThat(link("pkg/m.so").missingLibraries())
        .containsExactly(new Linkage.MissingLibrary("libfoo.so", "pkg/m.so"));
  }

  @Test
  void saysWhichVersionsAreMissing() throws Exception {
    Path script = Files.writeString(work.resolve("versions"), "FOO_1 {}; FOO_2 { foo; } FOO_1;");
    Path library =
        compile(
            "libs/libfoo.so",
            "int foo(void) { return 1; }",
            List.of(),
            "-Wl,--version-script=" + script);
    compile("m.so", EXTENSION, List.of(library), RUNPATH, "-Wl,-rpath,$ORIGIN/libs");
    assertThat(link("m.so").missingVersions()).isEmpty();

    Files.delete(library);
    Files.writeString(script, "FOO_1 { foo; };");
    compile(
        "libs/libfoo.so",
        "int foo(void) { return 1; }",
        List.of(),
        "-Wl,--version-script=" + script);
    assertThat(link("m.so").missingVersions())
        .containsExactly(new Linkage.MissingVersion("FOO_2", "libfoo.so", "m.so"));
  }

  /** Names that this machine's file system cannot even hold are just not found. */
  @Test
  void impossibleNamesAreNotFound() throws Exception {
    Path library = compile("pkg/libfoo.so", "int foo(void) { return 1; }", List.of());
    Image image = ImageReader.read(library);
    HostLibraries host = new HostLibraries(image.architecture());
    assertThat(host.find("libf\0o.so")).isEmpty();
    assertThat(host.at("/lib/\0")).isEmpty();
    assertThat(host.find("no-such-library.so.99")).isEmpty();
    assertThat(host.find("..")).isEmpty();
    assertThat(host.find("")).isEmpty();
  }
}
