package io.abiwarden.worker.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.ffi.EmbeddedPython;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was read from files against what each interpreter of this machine says when it is run. */
class RealInterpretersTest {

  private static final String ASK =
      """
      import sys, sysconfig, importlib.machinery
      print(hex(sys.hexversion))
      print(bool(sysconfig.get_config_var("Py_GIL_DISABLED")))
      print(hasattr(sys, "gettotalrefcount"))
      print(sysconfig.get_platform().replace("-", "_"))
      print(sysconfig.get_config_var("SOABI"))
      print(" ".join(importlib.machinery.EXTENSION_SUFFIXES))
      print(sys.base_prefix)
      """;

  @TempDir Path folder;

  static Stream<Interpreter> runnable() {
    List<Interpreter> all =
        Interpreters.discover().all().stream()
            .filter(python -> python.executable().isPresent())
            .filter(python -> python.facts().version().atLeast(9))
            .toList();
    all.forEach(
        python -> System.out.println("interpreter: " + python.id() + " " + python.prefix()));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("runnable")
  void factsAreWhatTheInterpreterSays(Interpreter listed) throws Exception {
    Interpreter python = listed.withSymbols();
    Path answer = folder.resolve("answer.txt");
    Process process =
        new ProcessBuilder(python.executable().orElseThrow().toString(), "-I", "-c", ASK)
            .redirectOutput(answer.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor()).isZero();
    List<String> said = Files.readAllLines(answer);

    var facts = python.facts();
    assertThat("0x" + Integer.toHexString(facts.version().hex())).isEqualTo(said.get(0));
    assertThat(facts.freeThreaded()).isEqualTo(said.get(1).equals("True"));
    assertThat(facts.debug()).isEqualTo(said.get(2).equals("True"));
    assertThat(facts.platform()).isEqualTo(said.get(3));
    assertThat(facts.soabi()).contains(said.get(4));
    assertThat(facts.extensionSuffixes()).containsExactly(said.get(5).split(" "));
    assertThat(python.prefix()).isEqualTo(Path.of(said.get(6)).toRealPath());
  }

  @ParameterizedTest
  @MethodSource("runnable")
  void exportedNamesTellTheBuild(Interpreter listed) throws Exception {
    Interpreter python = listed.withSymbols();
    assertThat(python.facts().exportedSymbols().orElseThrow())
        .hasSizeGreaterThan(1000)
        .contains("PyModuleDef_Init", "Py_InitializeFromConfig");
    assertThat(python.withSymbols()).as("nothing is read twice").isSameAs(python);
    assertThat(python.runnable()).as(python.whyNotRun()).isTrue();
    assertThat(found(python.image().orElseThrow()).id()).isEqualTo(python.id());
  }

  private static Interpreter found(Path file) throws NoSuchInterpreterException {
    return Interpreters.discover()
        .select(List.of(file.toString()), EmbeddedPython.Progress.SILENT)
        .getFirst();
  }

  /** As most images for builds have it: the command alone, with the interpreter in it. */
  @Test
  void aStaticExecutableWithoutALibrary() throws Exception {
    Optional<Interpreter> whole =
        runnable().filter(python -> hasItselfInside(python.executable().orElseThrow())).findFirst();
    assumeTrue(whole.isPresent(), "no interpreter here is linked statically into its command");
    Interpreter original = whole.get();
    String name = "python" + original.facts().version().minorText();
    Path prefix = Files.createDirectories(folder.toRealPath().resolve("prefix"));
    Files.createDirectories(prefix.resolve("bin"));
    Files.createDirectories(prefix.resolve("lib"));
    Files.copy(Folders.real(original.executable().orElseThrow()), prefix.resolve("bin/" + name));
    Files.createSymbolicLink(
        prefix.resolve("lib/" + name), original.prefix().resolve("lib/" + name));

    Interpreter python =
        Interpreters.discover()
            .select(List.of(prefix.toString()), EmbeddedPython.Progress.SILENT)
            .getFirst();
    assertThat(python.prefix()).isEqualTo(prefix);
    assertThat(python.embeddable()).isFalse();
    assertThat(python.why()).contains("no shared libpython");
    assertThat(python.runnable()).as(python.whyNotRun()).isTrue();
    assertThat(python.image()).isEqualTo(python.executable());
    InterpreterFacts known = original.withSymbols().facts();
    assertThat(python.facts().version()).isEqualTo(known.version());
    assertThat(python.facts().soabi()).isEqualTo(known.soabi());
    assertThat(python.facts().extensionSuffixes()).isEqualTo(known.extensionSuffixes());
    assertThat(python.facts().exportedSymbols().orElseThrow())
        .hasSizeGreaterThan(1000)
        .contains("PyModuleDef_Init", "PyObject_Call");
  }

  private static boolean hasItselfInside(Path executable) {
    try {
      return PythonImage.of(Folders.real(executable)).isPython();
    } catch (IOException | ImageFormatException e) {
      return false;
    }
  }

  @Test
  void theEmbeddedOneIsThereAndReady() throws Exception {
    Interpreters found = Interpreters.discover();
    assumeTrue(
        EmbeddedPython.find().whyNot().isEmpty(), () -> EmbeddedPython.find().whyNot().orElse(""));
    Interpreter python =
        found.select(List.of("embedded"), EmbeddedPython.Progress.SILENT).getFirst();
    assertThat(python.embeddable()).as(python.why()).isTrue();
    assertThat(python.libpython().orElseThrow()).isRegularFile();
    assertThat(python.facts().exportedSymbols().orElseThrow()).contains("PyModuleDef_Init");
    assertThat(found.all()).extracting(Interpreter::id).contains(python.id());
    assertThat(python.runnable()).as(python.whyNotRun()).isTrue();
    Process started =
        new ProcessBuilder(
                python.executable().orElseThrow().toString(), "-I", "-c", "import json, ctypes")
            .inheritIO()
            .start();
    assertThat(started.waitFor()).as("it starts, with what observing needs").isZero();
  }
}
