package io.abiwarden.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a command of this JDK in a process of its own, in a folder of its own. */
final class Command {

  private static final long PATIENCE_SECONDS = 180;

  private final List<String> words = new ArrayList<>();
  private final Path folder;
  private Consumer<ProcessBuilder> change = builder -> {};

  private Command(Path folder, String name, List<String> arguments) {
    this.folder = folder;
    words.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
    words.addAll(arguments);
  }

  /**
   * What came of it.
   *
   * @param code the exit code
   * @param out its standard output
   * @param err its standard error
   */
  record Ran(int code, String out, String err) {

    /** It went well, and had nothing to warn of. */
    String quietly() {
      assertThat(err).as("standard error of a run that printed %s", out).isEmpty();
      assertThat(code).as(out).isZero();
      return out.strip();
    }
  }

  static Command java(Path folder, String... arguments) {
    return new Command(folder, "java", List.of(arguments));
  }

  static Command tool(Path folder, String name, String... arguments) {
    return new Command(folder, name, List.of(arguments));
  }

  /** Another {@code java} than this JDK's. */
  Command by(Path java) {
    words.set(0, java.toString());
    return this;
  }

  Command with(Consumer<ProcessBuilder> changed) {
    change = change.andThen(changed);
    return this;
  }

  Ran run() throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // As a user's shell has none of it: what a build sets for its own JVMs is not tested here.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("JAVA_TOOL_OPTIONS|_?J.*_OPTIONS"));
    change.accept(builder);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s ends", words).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
