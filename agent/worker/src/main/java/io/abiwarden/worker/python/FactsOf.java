package io.abiwarden.worker.python;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.core.python.Suffixes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts together the facts that the judge needs, from what an installation's files say. */
final class FactsOf {

  private static final Pattern SOABI = Pattern.compile(".*\\.cpython-3\\d+[a-z]*-(.+)\\.so");
  private static final Pattern SYSCONFIG =
      Pattern.compile("_sysconfigdata_[a-z]*_[a-z0-9]+_(.+)\\.py");

  private FactsOf() {}

  /** The facts of one build. The id is the version's; who has all interpreters makes it unique. */
  static InterpreterFacts facts(
      PythonVersion version, boolean freeThreaded, boolean debug, String soabiPlatform) {
    String soabi =
        "cpython-3%d%s%s-%s"
            .formatted(version.minor(), freeThreaded ? "t" : "", debug ? "d" : "", soabiPlatform);
    return new InterpreterFacts(
        version.text() + (freeThreaded ? "t" : ""),
        version,
        freeThreaded,
        debug,
        platform(soabiPlatform),
        Optional.of(soabi),
        Suffixes.of(version, freeThreaded, debug, soabiPlatform),
        Optional.empty());
  }

  /** The last part of the SOABI, as the names of the standard library's extensions have it. */
  static String soabiPlatform(Installation files) {
    if (files.library().isEmpty()) {
      return Host.soabiPlatform();
    }
    Path library = files.library().get();
    return firstMatch(SOABI, Folders.list(library.resolve("lib-dynload"), "_*.so"))
        .or(() -> firstMatch(SYSCONFIG, Folders.list(library, "_sysconfigdata_*.py")))
        .orElseGet(Host::soabiPlatform);
  }

  /** The last part of the SOABI in facts that were made here. */
  static String platformOf(InterpreterFacts facts) {
    String soabi = facts.soabi().orElse("");
    String[] parts = soabi.split("-", 3);
    return parts.length == 3 ? parts[2] : Host.soabiPlatform();
  }

  /** {@code x86_64-linux-gnu} is {@code linux_x86_64} to sysconfig. */
  private static String platform(String soabiPlatform) {
    int system = soabiPlatform.indexOf("-linux");
    if (system < 0) {
      return soabiPlatform.equals("darwin") ? "macosx_" + Host.architecture() : soabiPlatform;
    }
    return "linux_" + soabiPlatform.substring(0, system);
  }

  private static Optional<String> firstMatch(Pattern pattern, List<Path> files) {
    for (Path file : files) {
      Matcher matcher = pattern.matcher(Folders.name(file));
      if (matcher.matches()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }
}
