package io.abiwarden.worker.python;

import io.abiwarden.core.python.PythonVersion;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Asks a Python executable who it is, by running it: the last resort, where no file tells.
 *
 * @param version its {@code sys.hexversion}
 * @param freeThreaded whether it was built with {@code Py_GIL_DISABLED}
 * @param debug whether it was built with {@code Py_DEBUG}
 * @param executable the program that ran, shims of version managers resolved
 */
record ExecutableQuery(
    PythonVersion version, boolean freeThreaded, boolean debug, Path executable) {

  private static final String PROGRAM =
      "import sys; print(sys.hexversion, int('t' in getattr(sys, 'abiflags', '')),"
          + " int(hasattr(sys, 'gettotalrefcount')), sys.executable, sep='\\n')";

  /**
   * Runs an executable, or recalls what it said when it was run before; empty if it does not answer
   * as a Python 3 does, or not in time.
   */
  static Optional<ExecutableQuery> ask(Path executable) {
    return ask(executable, FactsCache.ofUser());
  }

  static Optional<ExecutableQuery> ask(Path executable, FactsCache cache) {
    FactsCache.Entry entry = cache.entry("answer", executable);
    Optional<ExecutableQuery> known = entry.read(ExecutableQuery::decode);
    if (known.isPresent()) {
      return known;
    }
    Optional<ExecutableQuery> answer =
        CommandOutput.of(executable.toString(), "-I", "-S", "-c", PROGRAM)
            .flatMap(ExecutableQuery::parse);
    // What a shim stands for depends on settings and on the working folder.
    answer
        .filter(own -> Folders.real(own.executable).equals(Folders.real(executable)))
        .ifPresent(own -> entry.write(own::encode));
    return answer;
  }

  private static Optional<ExecutableQuery> parse(String answer) {
    List<String> lines = answer.lines().toList();
    if (lines.size() != 4 || !lines.getFirst().matches("\\d{1,10}")) {
      return Optional.empty();
    }
    return Folders.absolute(lines.get(3))
        .map(
            executable ->
                new ExecutableQuery(
                    new PythonVersion((int) Long.parseLong(lines.get(0))),
                    lines.get(1).equals("1"),
                    lines.get(2).equals("1"),
                    executable));
  }

  private void encode(DataOutput out) throws IOException {
    out.writeInt(version.hex());
    out.writeBoolean(freeThreaded);
    out.writeBoolean(debug);
    out.writeUTF(executable.toString());
  }

  private static ExecutableQuery decode(DataInput in) throws IOException {
    // Its arguments are read in this order.
    return new ExecutableQuery(
        new PythonVersion(in.readInt()), in.readBoolean(), in.readBoolean(), Path.of(in.readUTF()));
  }
}
