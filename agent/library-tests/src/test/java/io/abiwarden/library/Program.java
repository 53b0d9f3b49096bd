package io.abiwarden.library;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.Abiwarden;
import io.abiwarden.ffi.EmbeddedPython;
import io.abiwarden.fixtures.BuildResult;
import io.abiwarden.fixtures.FixtureBuilder;
import io.abiwarden.fixtures.Fixtures;
import io.abiwarden.worker.python.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs of {@code src/test/consumer}, compiled against the packaged jars, and what they are
 * given to check.
 *
 * @param folder an empty one, to work in
 * @param extension a file that loads
 * @param python an interpreter that it loads on
 */
record Program(Path folder, Path extension, String python) {

  private static final String MAIN = "consumer.Main";

  /** Finds what to check; skips the test visibly where there is nothing. */
  static Program in(Path folder) throws Exception {
    EmbeddedPython embedded = EmbeddedPython.find();
    assumeTrue(embedded.whyNot().isEmpty(), () -> embedded.whyNot().orElse(""));
    Interpreter python =
        Abiwarden.pythons()
            .select(List.of(Interpreter.EMBEDDED), EmbeddedPython.Progress.SILENT)
            .getFirst();
    BuildResult built = FixtureBuilder.onThisMachine().build(Fixtures.named("multi_phase@3.14"));
    assumeTrue(built instanceof BuildResult.Built, built::toString);
    // By the path of its library: the programs know of no embedded interpreter.
    return new Program(
        folder, ((BuildResult.Built) built).file(), python.libpython().orElseThrow().toString());
  }

  /** Compiles all sources of a folder beside this test's; a warning is a failure. */
  Path compile(String name, List<String> options, String... sources) throws Exception {
    Path classes = folder.resolve(name);
    List<String> arguments =
        new ArrayList<>(List.of("-Xlint:all", "-Werror", "-proc:none", "-d", classes.toString()));
    arguments.addAll(options);
    for (String source : sources) {
      arguments.add(Path.of("src/test", source).toAbsolutePath().toString());
    }
    Command.tool(folder, "javac", arguments.toArray(String[]::new)).run().quietly();
    return classes;
  }

  /** The program without a module. */
  Path classes() throws Exception {
    Path classes = folder.resolve("classes");
    return Files.isDirectory(classes)
        ? classes
        : compile("classes", List.of("-cp", library()), "consumer/consumer/Main.java");
  }

  /** The program in a module of its own. */
  Path module() throws Exception {
    Path module = folder.resolve("module");
    return Files.isDirectory(module)
        ? module
        : compile(
            "module",
            List.of("-p", library()),
            "consumer/consumer/Main.java",
            "consumer-module/module-info.java");
  }

  static String library() {
    return Jars.path(Jars.library().stream());
  }

  /** The library's jars, copied into a folder of another name. */
  List<Path> copied(String name) throws IOException {
    Path target = Files.createDirectories(folder.resolve(name));
    List<Path> copies = new ArrayList<>();
    for (Path jar : Jars.library()) {
      copies.add(Files.copy(jar, target.resolve(jar.getFileName())));
    }
    return copies;
  }

  /** Runs {@code java} with these options, the main class and its arguments. */
  Command run(String depth, String... options) {
    return Command.java(folder, options(options, List.of(MAIN), depth));
  }

  /** Runs {@code java} with these options, which say what the main class is. */
  Command runAs(String depth, String... options) {
    return Command.java(folder, options(options, List.of(), depth));
  }

  private String[] options(String[] options, List<String> main, String depth) {
    return Stream.of(List.of(options), main, List.of(extension.toString(), python, depth))
        .flatMap(List::stream)
        .toArray(String[]::new);
  }
}
