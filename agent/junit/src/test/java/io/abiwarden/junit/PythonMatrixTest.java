package io.abiwarden.junit;

import static io.abiwarden.junit.AbiwardenAssertions.assertThat;

import io.abiwarden.Check;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Interpreters: which tests there are, what they are called, what they are given. */
class PythonMatrixTest {

  private static final String EMBEDDED = TestFiles.embedded();

  @BeforeEach
  void needTheOneThatIsEverywhere() {
    TestFiles.need("embedded");
  }

  static class Missing {
    @PythonMatrix({"embedded", "3.99t", "3.99t"})
    void test(Interpreter python) {
      assertThat(python.source()).isEqualTo("embedded");
    }
  }

  @Test
  void whatIsMissingFailsThatOneInvocation() {
    Map<String, String> ends = Told.of(Missing.class).byName();
    assertThat(ends).containsOnlyKeys(EMBEDDED, "3.99t").containsEntry(EMBEDDED, "ok");
    assertThat(ends.get("3.99t"))
        .matches(
            "failed: 3\\.99t not found \\(have .*3\\.14.*\\): .*uv python install 3\\.99t.*, or"
                + " whenMissing = SKIP")
        .doesNotContain("AND");
  }

  @Test
  void andPointsAtTheTest() {
    Told.Ended missing =
        Told.of(Missing.class).all().stream()
            .filter(end -> end.name().equals("3.99t"))
            .findFirst()
            .orElseThrow();
    assertThat(missing.where()).matches(".*PythonMatrixTest\\$Missing\\.test:\\d+");
  }

  static class Skipped {
    @PythonMatrix(
        value = {"3.99t", "embedded", "no/such/python3"},
        whenMissing = WhenMissing.SKIP)
    void test() {
      // That it is run is enough.
    }
  }

  @Test
  void orIsSkippedWithTheSameWords() {
    Map<String, String> ends = Told.of(Skipped.class).byName();
    assertThat(ends)
        .containsOnlyKeys(EMBEDDED, "3.99t", "no/such/python3")
        .containsEntry(EMBEDDED, "ok");
    assertThat(ends.get("3.99t")).startsWith("skipped: 3.99t not found (have ");
    assertThat(ends.get("no/such/python3")).startsWith("skipped: no/such/python3: neither ");
  }

  static class Wrong {
    @PythonMatrix(
        value = {"3.x", "", "3.14t@win64", "pom.xml"},
        whenMissing = WhenMissing.SKIP)
    void test() {
      throw new IllegalStateException("never run");
    }
  }

  @Test
  void whatCanMeanNoInterpreterFailsInAnyCase() {
    Map<String, String> ends = Told.of(Wrong.class).byName();
    assertThat(ends).containsOnlyKeys("3.x", "\"\"", "3.14t@win64", "pom.xml");
    assertThat(ends.get("3.x")).startsWith("failed: 3.x: neither a version, nor a file");
    assertThat(ends.get("\"\"")).startsWith("failed: an interpreter without a name");
    assertThat(ends.get("3.14t@win64")).startsWith("failed: ").contains("use win_amd64");
    assertThat(ends.get("pom.xml")).startsWith("failed: ").contains("pom.xml");
  }

  static class Empty {
    @PythonMatrix({})
    void test() {
      throw new IllegalStateException("never run");
    }
  }

  @Test
  void noneAtAllFails() {
    assertThat(Told.of(Empty.class).byName().get("no interpreter"))
        .startsWith("failed: @PythonMatrix({}) names no interpreter");
  }

  static class Twice {
    @PythonMatrix({"embedded", "embedded", "EMBEDDED"})
    void test() {
      // That it is run is enough.
    }
  }

  @Test
  void twoNamesOfOneInterpreterCountOnce() {
    assertThat(Told.of(Twice.class).byName()).isEqualTo(Map.of(EMBEDDED, "ok"));
  }

  static class All {
    static final List<String> IDS = new ArrayList<>();

    @PythonMatrix("all")
    void test(Interpreter python) {
      IDS.add(python.id());
    }
  }

  @Test
  void allAreThoseThatAreFound() {
    All.IDS.clear();
    Map<String, String> ends = Told.of(All.class).byName();
    List<Interpreter> found = ThisMachine.pythons().verified();
    assertThat(ends).hasSameSizeAs(found);
    assertThat(All.IDS).isNotEmpty().anyMatch(id -> id.startsWith("3.14.3"));
    assertThat(ends.values()).noneMatch(end -> end.startsWith("failed"));
    assertThat(ends.values().stream().filter(end -> end.equals("ok")).count())
        .isEqualTo(All.IDS.size());
  }

  /** What a user would put on methods of their own. */
  @Retention(RetentionPolicy.RUNTIME)
  @PythonMatrix({"embedded", "3.99"})
  @interface OnAllOurPythons {}

  static class Composed {
    @OnAllOurPythons
    void test(Interpreter python) {
      assertThat(python).isNotNull();
    }
  }

  @Test
  void anAnnotationOfOnesOwnStandsForIt() {
    assertThat(Told.of(Composed.class).byName())
        .containsOnlyKeys(EMBEDDED, "3.99")
        .containsEntry(EMBEDDED, "ok");
  }

  /** Everything that may be injected, wherever it may be. */
  static class Injected {
    private final Interpreter first;
    private Path before = Path.of("");

    Injected(Interpreter first, Path wheel, Interpreters all, Check check, @TempDir Path own) {
      assertThat(own).isEmptyDirectory();
      assertThat(wheel.toString()).endsWith("settings.xml");
      assertThat(all.all()).contains(all.all().getFirst());
      assertThat(check.toString()).contains("settings.xml");
      this.first = first;
    }

    @BeforeEach
    void before(@TempDir Path own, Path wheel, Interpreter python) {
      assertThat(python).isEqualTo(first);
      assertThat(own).isEmptyDirectory();
      before = wheel;
    }

    @AfterEach
    void after(Path wheel) {
      assertThat(wheel).isEqualTo(before);
    }

    @PythonMatrix({"embedded", "3.99"})
    @Artifacts("src/test/injected/settings.xml")
    void test(Path wheel, Interpreter python, @TempDir Path own, Check check, Interpreters all) {
      assertThat(wheel).isEqualTo(before);
      assertThat(python).isEqualTo(first);
      assertThat(own).isEmptyDirectory().isNotEqualTo(wheel);
      assertThat(check.request().artifacts()).containsExactly(wheel);
      assertThat(check.request().pythons()).containsExactly(python.spec());
      assertThat(all).isNotNull();
    }
  }

  @Test
  void isInjectedWhereverParametersMayBe(@TempDir Path project) throws Exception {
    Map<String, String> ends = inProject(project, Injected.class);
    assertThat(ends)
        .containsOnlyKeys("settings.xml on " + EMBEDDED, "3.99")
        .containsEntry("settings.xml on " + EMBEDDED, "ok");
    assertThat(ends.get("3.99")).startsWith("failed: 3.99 not found");
  }

  static class SkippedWithAConstructor {
    SkippedWithAConstructor(Interpreter python) {
      assertThat(python).isNotNull();
    }

    @PythonMatrix(value = "3.99", whenMissing = WhenMissing.SKIP)
    void test() {
      throw new IllegalStateException("never run");
    }
  }

  @Test
  void isSkippedAlsoWhereTheInstanceWantsWhatIsMissing() {
    assertThat(Told.of(SkippedWithAConstructor.class).byName().get("3.99"))
        .startsWith("aborted: 3.99 not found");
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class PerClass {
    private int tests;

    @BeforeEach
    void before(Interpreter python) {
      assertThat(python.source()).isEqualTo("embedded");
    }

    @PythonMatrix({"embedded", "3.99"})
    void test(Interpreter python) {
      assertThat(python.source()).isEqualTo("embedded");
      assertThat(++tests).isEqualTo(1);
    }
  }

  @Test
  void worksWithOneInstanceForAllTests() {
    Map<String, String> ends = Told.of(PerClass.class).byName();
    assertThat(ends).containsOnlyKeys(EMBEDDED, "3.99").containsEntry(EMBEDDED, "ok");
    assertThat(ends.get("3.99")).startsWith("failed: 3.99 not found");
  }

  static class Base {
    @PythonMatrix("embedded")
    void inherited(Interpreter python) {
      assertThat(python.source()).isEqualTo("embedded");
    }
  }

  static class Heir extends Base {
    @Nested
    class Inner {
      @PythonMatrix("embedded")
      void nested(Interpreter python) {
        assertThat(python.source()).isEqualTo("embedded");
      }
    }
  }

  @Test
  void worksInSubclassesAndNestedClasses() {
    List<Told.Ended> ends = Told.of(Heir.class).all();
    assertThat(ends).hasSize(2).allMatch(end -> end.status().equals("ok"));
  }

  static class WithoutArtifacts {
    @PythonMatrix("embedded")
    void test(Path wheel) {
      throw new IllegalStateException("never run with " + wheel);
    }
  }

  @Test
  void saysWhatAPathNeeds() {
    assertThat(Told.of(WithoutArtifacts.class).byName().get(EMBEDDED))
        .startsWith("failed: ")
        .contains("add @Artifacts(");
  }

  @ExtendWith(AbiwardenExtension.class)
  static class Plain {
    Plain(Interpreters all) {
      assertThat(all.all()).isNotEmpty();
    }

    @Test
    void test(Interpreters all) {
      assertThat(all.all()).isNotEmpty();
    }
  }

  @Test
  void interpretersAreForTestsOfAnyKind() {
    assertThat(Told.of(Plain.class).byName()).isEqualTo(Map.of("test(Interpreters)", "ok"));
  }

  /** Somewhere else than in this module's folder, as Maven says it. */
  private static Map<String, String> inProject(Path project, Class<?> type) throws Exception {
    Path folder = Files.createDirectories(project.resolve("src/test/injected"));
    Files.writeString(folder.resolve("settings.xml"), "");
    String before = System.getProperty("basedir", "");
    System.setProperty("basedir", project.toString());
    try {
      return Told.of(type).byName();
    } finally {
      if (before.isEmpty()) {
        System.clearProperty("basedir");
      } else {
        System.setProperty("basedir", before);
      }
    }
  }
}
