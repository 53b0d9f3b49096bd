package io.abiwarden.worker.python;

import io.abiwarden.core.python.PythonVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an interpreter's full version from the files that are installed beside it. */
final class VersionFiles {

  private static final Pattern DEFINE =
      Pattern.compile(
          "(?m)^#\\s*define\\s+PY_(MAJOR_VERSION|MINOR_VERSION|MICRO_VERSION|RELEASE_LEVEL|RELEASE_SERIAL)\\s+(\\w+)");
  private static final List<String> LEVELS = List.of("ALPHA", "BETA", "GAMMA", "FINAL");

  private VersionFiles() {}

  /** The version, if the headers or (from 3.14 on) {@code build-details.json} are there. */
  static Optional<PythonVersion> read(Installation files) {
    String folder = files.flavour().folder();
    return files
        .library()
        .flatMap(BuildDetails::in)
        .filter(details -> details.isOf(files.flavour()))
        .map(BuildDetails::version)
        .or(() -> header(files, folder))
        // Until 3.7 there was a flag for pymalloc.
        .or(() -> header(files, folder + "m"))
        .or(() -> header(files, folder + "d"))
        // Windows has one version in a folder.
        .or(() -> header(files, ""));
  }

  private static Optional<PythonVersion> header(Installation files, String folder) {
    Path headers = files.prefix().resolve("include").resolve(folder);
    return Folders.text(headers.resolve("patchlevel.h"))
        .flatMap(VersionFiles::fromDefines)
        .filter(version -> version.minor() == files.flavour().minor());
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
