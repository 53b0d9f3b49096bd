package io.abiwarden.junit;

import static io.abiwarden.junit.AbiwardenAssertions.assertThat;

import io.abiwarden.Check;
import io.abiwarden.worker.python.Interpreter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which artifacts meet which interpreters. Only names count here, so the files are empty. */
class ArtifactsTest {

  private static final String EMBEDDED = TestFiles.embedded();

  @TempDir private Path project = Path.of("");

  @BeforeEach
  void needTheOneThatIsEverywhere() {
    TestFiles.need("embedded");
  }

  static class Annotated {
    @PythonMatrix({"embedded", "3.99t"})
    @Artifacts("dist/*.whl")
    void installable(Path wheel, Interpreter python) {
      assertThat(wheel.toString()).isNotEqualTo(python.id());
    }

    @PythonMatrix("embedded")
    @Artifacts(value = "dist/*.whl", pairs = Pairs.EVERY)
    void every() {
      // Only asked for its annotations.
    }

    @PythonMatrix("embedded")
    @Artifacts({"*.so", "dist", "nothing/*.whl", "site"})
    void several() {
      // Only asked for its annotations.
    }

    @PythonMatrix("all")
    @Artifacts("dist/*.whl")
    void all() {
      // Only asked for its annotations.
    }

    @PythonMatrix(value = "3.99", whenMissing = WhenMissing.SKIP)
    @Artifacts("dist/*.whl")
    void skipping() {
      // Only asked for its annotations.
    }

    @Artifacts("dist/*.whl")
    void promised(Check check) {
      assertThat(check).isNotNull();
    }

    @Artifacts("dist/*.whl")
    void each(Path wheel) {
      assertThat(wheel).isNotNull();
    }

    @PythonMatrix("embedded")
    @Artifacts({})
    void none() {
      // Only asked for its annotations.
    }
  }

  private static String embeddedId() {
    return EMBEDDED.replaceAll("embedded \\((.*)\\)", "$1");
  }

  private List<MatrixCase> cases(String method) throws Exception {
    for (var declared : Annotated.class.getDeclaredMethods()) {
      if (declared.getName().equals(method)) {
        Artifacts artifacts = declared.getAnnotation(Artifacts.class);
        PythonMatrix matrix = declared.getAnnotation(PythonMatrix.class);
        if (matrix != null) {
          return Matrix.of(matrix, java.util.Optional.of(artifacts), project);
        }
        return InjectedPair.wantsInterpreter(declared)
            ? Matrix.of(artifacts, project)
            : Matrix.each(artifacts, project);
      }
    }
    throw new IllegalArgumentException(method);
  }

  private void files(String... names) throws Exception {
    for (String name : names) {
      Path file = project.resolve(name.replace("PLATFORM", TestFiles.platform()));
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, "");
    }
  }

  private static String shown(MatrixCase one) {
    return switch (one) {
      case MatrixCase.Run run -> "run " + run.name();
      case MatrixCase.Fail fail -> "fail " + fail.name();
      case MatrixCase.Skip skip -> "skip " + skip.name();
    };
  }

  @Test
  void aTestThatWantsNoInterpreterIsRunOncePerArtifact() throws Exception {
    files("dist/spam-1.0-cp314-cp314-PLATFORM.whl", "dist/spam-1.0-cp314-cp314-win_amd64.whl");
    assertThat(cases("each").stream().map(ArtifactsTest::shown))
        .containsExactly(
            "run spam-1.0-cp314-cp314-" + TestFiles.platform() + ".whl",
            "run spam-1.0-cp314-cp314-win_amd64.whl");
  }

  @Test
  void wheelsMeetTheInterpretersThatTheyInstallOn() throws Exception {
    files(
        "dist/eggs-1.0-cp39-abi3-PLATFORM.whl",
        "dist/spam-1.0-cp313-cp313-PLATFORM.whl",
        "dist/spam-1.0-cp314-cp314-PLATFORM.whl",
        "dist/spam-1.0-cp314-cp314-win_amd64.whl",
        "dist/ham-1.0-cp312-cp312-PLATFORM.whl",
        "dist/pure-1.0-py3-none-any.whl");
    List<MatrixCase> cases = cases("installable");
    assertThat(cases.stream().map(ArtifactsTest::shown))
        .containsExactly(
            "run eggs-1.0-cp39-abi3-….whl on " + EMBEDDED,
            "run pure-1.0-py3-none-any.whl on " + EMBEDDED,
            "run spam-1.0-cp314-cp314-" + TestFiles.platform() + ".whl on " + EMBEDDED,
            "fail ham on " + EMBEDDED,
            "skip ham-1.0-cp312-cp312-….whl",
            "skip spam-1.0-cp313-cp313-….whl",
            "skip spam-1.0-cp314-cp314-win_amd64.whl",
            "fail 3.99t");
    assertThat(cases.get(3))
        .isEqualTo(
            new MatrixCase.Fail(
                "ham on " + EMBEDDED,
                "ham has no wheel that an installer would put on CPython 3.14.3: there is"
                    + " cp312-cp312. Build one for it, or take it out of @PythonMatrix"));
    assertThat(cases.get(4))
        .isEqualTo(
            new MatrixCase.Skip(
                "ham-1.0-cp312-cp312-….whl",
                "ham-1.0-cp312-cp312-%s.whl is for none of the interpreters %s: no installer would put it there"
                    .formatted(TestFiles.platform(), EMBEDDED)));
  }

  @Test
  void orEveryWheelMeetsEveryInterpreter() throws Exception {
    files("dist/spam-1.0-cp313-cp313-PLATFORM.whl", "dist/spam-1.0-cp314-cp314-win_amd64.whl");
    assertThat(cases("every").stream().map(ArtifactsTest::shown))
        .containsExactly(
            "run spam-1.0-cp313-cp313-….whl on " + EMBEDDED,
            "run spam-1.0-cp314-cp314-….whl on " + EMBEDDED);
  }

  @Test
  void filesAndFoldersMeetEveryInterpreterAndAGlobOfNothingFails() throws Exception {
    files("_b.cpython-39.so", "_a.so", "dist/spam-1.0-cp314-cp314-PLATFORM.whl", "site/pkg/_x.so");
    assertThat(cases("several").stream().map(ArtifactsTest::shown))
        .containsExactly(
            "fail nothing/*.whl",
            "run _a.so on " + EMBEDDED,
            "run _b.cpython-39.so on " + EMBEDDED,
            "run spam-1.0-cp314-cp314-….whl on " + EMBEDDED,
            "run site on " + EMBEDDED);
  }

  @Test
  void onItsOwnMeetsWhatTheNamesPromise() throws Exception {
    TestFiles.wheel(
        Files.createDirectories(project.resolve("dist")),
        "spam-1.0-cp314.cp399-cp314.cp399-" + TestFiles.platform() + ".whl",
        java.util.Map.of());
    TestFiles.wheel(
        project.resolve("dist"),
        "ham-1.0-cp399-cp399-" + TestFiles.platform() + ".whl",
        java.util.Map.of());
    List<MatrixCase> cases = cases("promised");
    assertThat(cases.stream().map(ArtifactsTest::shown))
        .contains(
            "fail ham-1.0-cp399-cp399-….whl",
            "run spam-1.0-cp314.cp399-cp314.cp399-….whl on " + embeddedId())
        .noneMatch(name -> name.contains("3.13"));
  }

  @Test
  void whatOnlyAllNamesNeedsNoWheel() throws Exception {
    files("dist/spam-1.0-cp314-cp314-PLATFORM.whl");
    List<String> shown = cases("all").stream().map(ArtifactsTest::shown).toList();
    assertThat(shown).contains("run spam-1.0-cp314-cp314-….whl on " + embeddedId());
    assertThat(shown).noneMatch(name -> name.startsWith("fail"));
  }

  @Test
  void butNothingIsNotProvenByNothing() throws Exception {
    files("dist/spam-1.0-cp314-cp314-win_amd64.whl");
    List<String> shown = cases("all").stream().map(ArtifactsTest::shown).toList();
    assertThat(shown.getLast()).isEqualTo("fail nothing to run");
    assertThat(shown).filteredOn(name -> name.startsWith("fail")).hasSize(1);
  }

  @Test
  void unlessThatIsWhatWasSaid() throws Exception {
    files("dist/spam-1.0-cp314-cp314-PLATFORM.whl");
    assertThat(cases("skipping").stream().map(ArtifactsTest::shown)).containsExactly("skip 3.99");
  }

  @Test
  void noGlobAtAllFails() throws Exception {
    assertThat(cases("none").stream().map(ArtifactsTest::shown))
        .containsExactly("fail no artifact");
  }
}
