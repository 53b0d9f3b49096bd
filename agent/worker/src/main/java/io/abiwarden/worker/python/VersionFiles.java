package io.abiwarden.worker.python;

import io.abiwarden.core.python.PythonVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an interpreter's full version from the files that are installed beside it. */
final class VersionFiles {

  private static final Pattern HEX_VERSION = Pattern.compile("\"hexversion\"\\s*:\\s*(\\d{1,10})");
  private static final Pattern DEFINE =
      Pattern.compile(
          "(?m)^#\\s*define\\s+PY_(MAJOR_VERSION|MINOR_VERSION|MICRO_VERSION|RELEASE_LEVEL|RELEASE_SERIAL)\\s+(\\w+)");
  private static final List<String> LEVELS = List.of("ALPHA", "BETA", "GAMMA", "FINAL");

  private VersionFiles() {}

  /** The version, if the headers or (from 3.14 on) {@code build-details.json} are there. */
  static Optional<PythonVersion> read(Installation files) {
    return files
        .library()
        .flatMap(folder -> buildDetails(folder.resolve("build-details.json")))
        .or(() -> header(files, ""))
        // Until 3.7 there was a flag for pymalloc.
        .or(() -> header(files, "m"))
        .filter(version -> version.minor() == files.flavour().minor());
  }

  /** PEP 739. */
  private static Optional<PythonVersion> buildDetails(Path file) {
    return Folders.text(file)
        .map(HEX_VERSION::matcher)
        .filter(Matcher::find)
        .map(found -> new PythonVersion((int) Long.parseLong(found.group(1))));
  }

  private static Optional<PythonVersion> header(Installation files, String flag) {
    Path folder = files.prefix().resolve("include").resolve(files.flavour().folder() + flag);
    return Folders.text(folder.resolve("patchlevel.h")).flatMap(VersionFiles::fromDefines);
  }

  private static Optional<PythonVersion> fromDefines(String header) {
    int hex = 0;
    int seen = 0;
    Matcher define = DEFINE.matcher(header);
    while (define.find()) {
      String value = define.group(2);
      int level = LEVELS.indexOf(value.substring(value.lastIndexOf('_') + 1));
      if (level < 0 && !value.matches("\\d{1,3}")) {
        // PY_RELEASE_LEVEL's possible values are defined above it, as numbers.
        return Optional.empty();
      }
      hex |=
          switch (define.group(1)) {
            case "MAJOR_VERSION" -> Integer.parseInt(value) << 24;
            case "MINOR_VERSION" -> Integer.parseInt(value) << 16;
            case "MICRO_VERSION" -> Integer.parseInt(value) << 8;
            // 0xA, 0xB, 0xC and 0xF.
            case "RELEASE_LEVEL" -> (level == 3 ? 0xf : 0xa + level) << 4;
            default -> Integer.parseInt(value);
          };
      seen++;
    }
    return seen == 5 ? Optional.of(new PythonVersion(hex)) : Optional.empty();
  }
}
