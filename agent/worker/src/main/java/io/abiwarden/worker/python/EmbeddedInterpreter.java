package io.abiwarden.worker.python;

import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.ffi.EmbeddedPython;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The interpreter that comes with abiwarden, as one among the others. */
final class EmbeddedInterpreter {

  private static final String SOABI_PLATFORM = "x86_64-linux-gnu";

  private EmbeddedInterpreter() {}

  /** For a list: nothing is unpacked, so a file that is not there yet is not named. */
  static Optional<Interpreter> listed(EmbeddedPython embedded) {
    return embedded
        .version()
        .flatMap(
            version ->
                embedded
                    .prefix()
                    .map(
                        prefix ->
                            interpreter(version, prefix, Optional.empty(), Optional.empty())));
  }

  /**
   * For use.
   *
   * @throws IOException if it cannot be unpacked; the message says why
   */
  static Interpreter unpacked(EmbeddedPython embedded, EmbeddedPython.Progress progress)
      throws IOException {
    EmbeddedPython.Unpacked files = embedded.unpack(progress);
    return interpreter(
        files.version(),
        files.prefix(),
        Optional.of(files.libpython()),
        Optional.of(files.executable()));
  }

  private static Interpreter interpreter(
      String version, Path prefix, Optional<Path> libpython, Optional<Path> executable) {
    String[] parts = version.split("\\.", 3);
    return new Interpreter(
        FactsOf.facts(
            PythonVersion.of(
                Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])),
            false,
            false,
            SOABI_PLATFORM),
        libpython,
        executable,
        prefix,
        Optional.empty(),
        Interpreter.EMBEDDED,
        true,
        "",
        "");
  }
}
