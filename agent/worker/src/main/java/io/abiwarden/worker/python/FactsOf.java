package io.abiwarden.worker.python;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.core.python.Suffixes;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts together the facts that the judge needs, from what an installation's files say. */
final class FactsOf {

  private static final Pattern SOABI =
      Pattern.compile(".*\\.(?:cpython-|cp)3\\d+[a-z]*-(.+)\\.(?:so|pyd)");
  private static final Pattern SYSCONFIG =
      Pattern.compile("_sysconfigdata_[a-z]*_[a-z0-9]+_(.+)\\.py");
  private static final Pattern MACOS_TARGET =
      Pattern.compile("'MACOSX_DEPLOYMENT_TARGET': '([0-9.]{1,10})'");

  private FactsOf() {}

  /** The facts of one build. The id is the version's; who has all interpreters makes it unique. */
  static InterpreterFacts facts(
      PythonVersion version, boolean freeThreaded, boolean debug, String soabiPlatform) {
    return facts(
        version,
        freeThreaded,
        debug,
        soabiPlatform,
        platform(soabiPlatform),
        Suffixes.of(version, freeThreaded, debug, soabiPlatform));
  }

  private static InterpreterFacts facts(
      PythonVersion version,
      boolean freeThreaded,
      boolean debug,
      String soabiPlatform,
      String platform,
      List<String> suffixes) {
    String flags = (freeThreaded ? "t" : "") + (debug ? "d" : "");
    String soabi =
        soabiPlatform.startsWith("win")
            ? "cp3%d%s-%s".formatted(version.minor(), freeThreaded ? "t" : "", soabiPlatform)
            : "cpython-3%d%s-%s".formatted(version.minor(), flags, soabiPlatform);
    return new InterpreterFacts(
        version.text() + (freeThreaded ? "t" : ""),
        version,
        freeThreaded,
        debug,
        platform,
        Optional.of(soabi),
        suffixes,
        Optional.empty());
  }

  /** What an installation's files tell, before its library is looked at. */
  static InterpreterFacts of(Installation files, PythonVersion version) {
    Flavour flavour = files.flavour();
    String soabiPlatform = soabiPlatform(files);
    Optional<BuildDetails> details =
        files.library().flatMap(BuildDetails::in).filter(found -> found.isOf(flavour));
    List<String> known =
        Suffixes.of(version, flavour.freeThreaded(), flavour.debug(), soabiPlatform);
    return facts(
        version,
        flavour.freeThreaded(),
        flavour.debug(),
        soabiPlatform,
        platform(files, details, soabiPlatform),
        details
            .map(BuildDetails::suffixes)
            .flatMap(named -> best(version, flavour, soabiPlatform, new HashSet<>(named)))
            .orElse(known));
  }

  /**
   * The facts as the library has them.
   *
   * @param old what was known before; kept where the library does not tell
   * @param image the file with the interpreter in it
   */
  static InterpreterFacts corrected(InterpreterFacts old, PythonImage image) {
    PythonVersion version =
        image
            .version()
            .orElseGet(
                () ->
                    image
                        .minor()
                        .filter(minor -> minor != old.version().minor())
                        // Which micro version it is, only a header could tell.
                        .map(minor -> PythonVersion.of(3, minor, 0))
                        .orElse(old.version()));
    Flavour flavour = Flavour.of(version, image.freeThreaded(), image.debug());
    String soabiPlatform = image.soabiPlatform().orElseGet(() -> platformOf(old));
    boolean samePlatform = soabiPlatform.equals(platformOf(old));
    List<String> suffixes =
        best(version, flavour, soabiPlatform, new HashSet<>(image.suffixes()))
            .orElseGet(
                () -> Suffixes.of(version, flavour.freeThreaded(), flavour.debug(), soabiPlatform));
    return facts(
            version,
            flavour.freeThreaded(),
            flavour.debug(),
            soabiPlatform,
            samePlatform ? old.platform() : platform(soabiPlatform),
            suffixes)
        .withExportedSymbols(image.exports());
  }

  /**
   * Of the lists that builds of a minor version have or had, the one whose endings these are: which
   * one a snapshot between two pre-releases has, its version does not tell.
   */
  private static Optional<List<String>> best(
      PythonVersion version, Flavour flavour, String soabiPlatform, Set<String> there) {
    there.remove(".so");
    there.remove(".pyd");
    for (PythonVersion candidate :
        List.of(version, PythonVersion.of(3, version.minor(), 0), alpha(version.minor()))) {
      List<String> suffixes =
          Suffixes.of(candidate, flavour.freeThreaded(), flavour.debug(), soabiPlatform);
      Set<String> named = new HashSet<>(suffixes);
      named.remove(".so");
      named.remove(".pyd");
      if (named.equals(there)) {
        return Optional.of(suffixes);
      }
    }
    return Optional.empty();
  }

  private static PythonVersion alpha(int minor) {
    return new PythonVersion(0x030000a0 | minor << 16);
  }

  /** The last part of the SOABI, as the names of the standard library's extensions have it. */
  private static String soabiPlatform(Installation files) {
    if (files.library().isEmpty()) {
      return Host.soabiPlatform();
    }
    Path library = files.library().get();
    return firstMatch(SOABI, Folders.list(library.resolve("lib-dynload"), "_*.so"))
        .or(() -> firstMatch(SYSCONFIG, Folders.list(library, "_sysconfigdata_*.py")))
        .orElseGet(
            () ->
                files.libpython().filter(f -> Folders.name(f).endsWith(".dll")).isPresent()
                    ? "win_amd64"
                    : Host.soabiPlatform());
  }

  /** The last part of the SOABI in facts that were made here. */
  static String platformOf(InterpreterFacts facts) {
    String soabi = facts.soabi().orElse("");
    if (soabi.startsWith("cp") && soabi.contains("-win")) {
      return soabi.substring(soabi.indexOf("-win") + 1);
    }
    String[] parts = soabi.split("-", 3);
    return parts.length == 3 ? parts[2] : Host.soabiPlatform();
  }

  private static String platform(
      Installation files, Optional<BuildDetails> details, String soabiPlatform) {
    if (!soabiPlatform.equals("darwin")) {
      return platform(soabiPlatform);
    }
    // Only a description of the build tells the oldest macOS that it is for.
    return details
        .flatMap(BuildDetails::platform)
        .filter(named -> named.startsWith("macosx-"))
        .map(named -> named.replaceAll("[-.]", "_"))
        .or(() -> files.library().flatMap(FactsOf::fromSysconfig))
        .orElseGet(() -> platform(soabiPlatform));
  }

  /** {@code x86_64-linux-gnu} is {@code linux_x86_64} to sysconfig. */
  private static String platform(String soabiPlatform) {
    int system = soabiPlatform.indexOf("-linux");
    if (system < 0) {
      String arm = Host.architecture().equals("aarch64") ? "arm64" : Host.architecture();
      return soabiPlatform.equals("darwin") ? "macosx_11_0_" + arm : soabiPlatform;
    }
    return "linux_" + machine(soabiPlatform.substring(0, system));
  }

  /** Debian's names of architectures are not what {@code uname} says. */
  private static String machine(String multiarch) {
    return switch (multiarch) {
      case "i386" -> "i686";
      case "arm" -> "armv7l";
      case "powerpc64le" -> "ppc64le";
      default -> multiarch;
    };
  }

  private static Optional<String> fromSysconfig(Path library) {
    for (Path file : Folders.list(library, "_sysconfigdata_*.py")) {
      String text = Folders.text(file).orElse("");
      Matcher target = MACOS_TARGET.matcher(text);
      if (target.find()) {
        String version = target.group(1).contains(".") ? target.group(1) : target.group(1) + ".0";
        boolean arm = text.contains("-arch arm64");
        boolean intel = text.contains("-arch x86_64");
        String machine =
            arm && intel
                ? "universal2"
                : arm
                    ? "arm64"
                    : intel ? "x86_64" : Host.architecture().replace("aarch64", "arm64");
        return Optional.of("macosx_" + version.replace('.', '_') + "_" + machine);
      }
    }
    return Optional.empty();
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
