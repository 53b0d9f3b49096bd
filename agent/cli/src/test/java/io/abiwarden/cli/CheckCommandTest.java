package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.ffi.EmbeddedPython;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real checks, from the command line to what is left of them. */
class CheckCommandTest {

  private static final int SIGINT = 2;

  @TempDir Path folder;

  private Path headers;

  @BeforeEach
  void headers() throws IOException {
    EmbeddedPython python = EmbeddedPython.find();
    assumeTrue(python.whyNot().isEmpty(), () -> python.whyNot().orElse(""));
    headers = python.unpack(EmbeddedPython.Progress.SILENT).prefix().resolve("include/python3.14");
    assumeTrue(Files.isRegularFile(headers.resolve("Python.h")), "no Python.h in " + headers);
  }

  private Path module(String name, String body) throws Exception {
    String source =
        """
        #include <Python.h>
        #include <unistd.h>
        static PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "%1$s"};
        PyMODINIT_FUNC PyInit_%1$s(void) { %2$s return PyModuleDef_Init(&def); }
        """
            .formatted(name, body);
    Path c = Files.writeString(folder.resolve(name + ".c"), source);
    Path so = folder.resolve(name + ".so");
    Process cc =
        new ProcessBuilder("cc", "-shared", "-fPIC", "-w", "-I" + headers, "-o" + so, c.toString())
            .inheritIO()
            .start();
    assertThat(cc.waitFor()).isZero();
    return so;
  }

  @Test
  void aSmokeTestThatFailsDoesNotPass() throws Exception {
    String file = module("smoke", "").toString();
    assertThat(Run.of("check", file, "--python", "embedded").code()).isZero();
    Run works = Run.of("check", file, "--python", "embedded", "--run", "import smoke");
    assertThat(works.code()).as(works.out()).isZero();
    Run fails =
        Run.of("check", file, "--python", "embedded", "--run", "import smoke; smoke.test()");
    assertThat(fails.code()).isEqualTo(1);
    assertThat(fails.out()).contains("AW411").contains("has no attribute 'test'").contains("loads");
    Run accepted =
        Run.of(
            "check",
            file,
            "--python",
            "embedded",
            "--run",
            "import smoke; smoke.test()",
            "--accept",
            "AW411");
    assertThat(accepted.code()).isZero();
  }

  @Test
  void whatRunsAndWhatSubinterpretersDoIsInTheDocument() throws Exception {
    String file = module("isolated", "").toString();
    Run run =
        Run.of("check", file, "--python", "embedded", "--subinterpreters", "--format", "json");
    JsonNode extension =
        StrictSchema.check("check-1", run.out())
            .path("artifacts")
            .path(0)
            .path("results")
            .path(0)
            .path("extensions")
            .path(0);
    assertThat(extension.path("decidedBy").asString()).isEqualTo("import");
    assertThat(extension.path("observed").path("runBy").asString()).isEqualTo("executable");
    assertThat(
            extension.path("subinterpreters").valueStream().map(one -> one.path("kind").asString()))
        .containsExactly("shared-gil", "own-gil");
    assertThat(extension.path("subinterpreters").path(1).path("detail").asString())
        .contains("does not support loading in subinterpreters");
  }

  @Test
  void linesAreWrittenWhenTheirArtifactIsDoneAndKeptOnCtrlC() throws Exception {
    needSignal();
    Path quick = module("quick", "");
    Path hangs = module("hangs", "for (;;) pause();");
    Path out = folder.resolve("out.jsonl");
    Process process =
        start(
            "check",
            quick.toString(),
            hangs.toString(),
            "--python",
            "embedded",
            "--format",
            "jsonl",
            "--output",
            out.toString());
    List<ProcessHandle> workers = List.of();
    try {
      await(() -> Files.exists(out) && Files.readString(out).endsWith("\n"));
      assertThat(lines(out)).hasSize(1);
      workers = process.descendants().toList();
      interrupt(process);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(said(process)).contains("stopped before the end");
    } finally {
      process.destroyForcibly();
    }
    List<JsonNode> lines = lines(out);
    assertThat(lines.getFirst().path("results").path(0).path("verdict").asString())
        .isEqualTo("loads");
    assertThat(lines.getLast().path("notChecked").path(0).path("why").asString())
        .contains("stopped");
    List<ProcessHandle> left = workers;
    await(() -> left.stream().noneMatch(CheckCommandTest::lives));
  }

  @Test
  void aDocumentIsWrittenOnCtrlCToo() throws Exception {
    needSignal();
    Path quick = module("quick", "");
    Path started = folder.resolve("started");
    Path hangs = module("hangs", "fclose(fopen(\"" + started + "\", \"w\")); for (;;) pause();");
    Path out = folder.resolve("out.json");
    Process process =
        start(
            "check",
            quick.toString(),
            hangs.toString(),
            "--python",
            "embedded",
            "--jobs",
            "1",
            "--format",
            "json",
            "--output",
            out.toString());
    try {
      // One after the other: the quick one is done then.
      await(() -> Files.exists(started));
      interrupt(process);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    JsonNode document = StrictSchema.check("check-1", Files.readString(out));
    assertThat(document.path("summary").path("loads").asInt()).isEqualTo(1);
    assertThat(document.path("notChecked").path(0).path("artifact").asString())
        .isEqualTo(hangs.toString());
  }

  @Test
  void whatAWheelRequiresIsBroughtByPip() throws Exception {
    Path so =
        module(
            "needs",
            "PyObject *other = PyImport_ImportModule(\"iniconfig\"); if (!other) return NULL;");
    Path wheel = folder.resolve("needs-1.0-cp314-cp314-linux_x86_64.whl");
    String info = "needs-1.0.dist-info/";
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
      add(zip, "needs.cpython-314-x86_64-linux-gnu.so", Files.readAllBytes(so));
      add(
          zip,
          info + "METADATA",
          bytes(
              """
              Metadata-Version: 2.1
              Name: needs
              Version: 1.0
              Requires-Dist: iniconfig==2.1.0
              Requires-Dist: never-there; extra == 'no'
              Requires-Dist: --help
              """));
      add(
          zip,
          info + "WHEEL",
          bytes(
              """
              Wheel-Version: 1.0
              Root-Is-Purelib: false
              Tag: cp314-cp314-linux_x86_64
              """));
      add(zip, info + "RECORD", bytes(""));
    }
    Run without = Run.of("check", wheel.toString(), "--python", "embedded");
    assertThat(without.code()).isEqualTo(1);
    assertThat(without.out()).contains("AW410").contains("iniconfig");
    Run with = Run.of("check", wheel.toString(), "--python", "embedded", "--with-deps");
    assertThat(with.code()).as(with.out() + with.err()).isZero();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  /** Waits for what comes sooner or later, however busy the machine is. */
  private static void await(Condition condition) throws Exception {
    for (int i = 0; i < 1200 && !condition.holds(); i++) {
      Thread.sleep(50);
    }
    assertThat(condition.holds()).isTrue();
  }

  /** A process that nobody has waited for is dead all the same, and has no command line. */
  private static boolean lives(ProcessHandle process) {
    return process.isAlive() && process.info().commandLine().isPresent();
  }

  /**
   * What a shell without job control starts in the background ignores SIGINT, and hands that on.
   */
  private static void needSignal() throws IOException {
    String ignored =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    boolean interrupt = (Long.parseUnsignedLong(ignored, 16) & 1L << (SIGINT - 1)) != 0;
    assumeFalse(interrupt, "these tests run in the background, where SIGINT is ignored");
  }

  private static void interrupt(Process process) throws Exception {
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
  }

  private static String said(Process process) throws IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      return in.lines().collect(Collectors.joining("\n"));
    }
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(StrictSchema.check("check-1", line));
    }
    return lines;
  }

  /** The program in a process of its own, which a signal can be sent to. */
  private static Process start(String... arguments) throws IOException {
    String path =
        Stream.of("jdk.module.path", "java.class.path")
            .map(name -> System.getProperty(name, ""))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(":"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                path,
                Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }
}
