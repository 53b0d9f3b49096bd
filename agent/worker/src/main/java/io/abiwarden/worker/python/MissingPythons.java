package io.abiwarden.worker.python;

import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.worker.python.MissingPython.Way;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How to get interpreters on a machine: with what is installed there, and in any case with uv,
 * which runs anywhere and has them all.
 */
final class MissingPythons {

  private static final Pattern VERSION = Pattern.compile("3\\.(\\d{1,3})(\\.\\w+)?(t?)");
  private static final Pattern OS_RELEASE = Pattern.compile("([A-Z_]+)=\"?([^\"]*)\"?");

  /** The one Python 3 that each release has, by {@code VERSION_CODENAME}. */
  private static final Map<String, Integer> DEBIAN =
      Map.of(
          "bullseye", 9,
          "bookworm", 11,
          "trixie", 13,
          "focal", 8,
          "jammy", 10,
          "noble", 12,
          "plucky", 13,
          "questing", 13);

  private final Places places;
  private final Map<String, String> release;

  private MissingPythons(Places places) {
    this.places = places;
    this.release = release(places);
  }

  static MissingPythons on(Places places) {
    return new MissingPythons(places);
  }

  /** Of the known interpreters, those of which none among these can be used. */
  List<MissingPython> of(List<Interpreter> all) {
    return KnownInterpreters.all("").stream()
        .map(known -> known.id())
        .filter(
            name ->
                all.stream()
                    .filter(python -> python.usable() || !Host.canLoad())
                    .noneMatch(python -> python.facts().shortName().equals(name)))
        .map(name -> new MissingPython(name, ways(name)))
        .toList();
  }

  /** The commands for one version, the most convenient first; at least one. */
  List<String> commandsFor(String version) {
    return ways(version).stream().map(Way::text).toList();
  }

  /** uv and one other, that which is here before that which is not. */
  private List<Way> ways(String version) {
    Way uv = new Way("uv python install", version, true);
    Way pyenv = new Way("pyenv install", version, true);
    Optional<Way> other = has("pyenv") ? Optional.of(pyenv) : ofSystem(version);
    if (has("uv") || other.isEmpty()) {
      return List.of(uv, other.orElse(places.os() == Os.WINDOWS ? ofLauncher(version) : pyenv));
    }
    return List.of(other.get(), uv);
  }

  private static Way ofLauncher(String version) {
    return new Way("py install", version, true);
  }

  private Optional<Way> ofSystem(String version) {
    Matcher parts = VERSION.matcher(version);
    // Packages have no micro versions to choose from.
    return parts.matches() && parts.group(2) == null
        ? ofSystem(Integer.parseInt(parts.group(1)), !parts.group(3).isEmpty())
        : Optional.empty();
  }

  /** The package of the system's own package manager, where it surely has one. */
  private Optional<Way> ofSystem(int minor, boolean freeThreaded) {
    String id = release.getOrDefault("ID", "");
    String like = release.getOrDefault("ID_LIKE", "");
    if (has("apt") && !freeThreaded && hasDebian(minor)) {
      // Its executable is linked statically; workers open the library.
      return Optional.of(
          new Way("apt install", "libpython3.%d python3.%d".formatted(minor, minor), true));
    }
    if (has("dnf") && id.equals("fedora")) {
      return Optional.of(
          new Way(
              "dnf install", "python3." + minor + (freeThreaded ? "-freethreading" : ""), true));
    }
    if (has("dnf") && !freeThreaded && like.contains("fedora") && (minor == 11 || minor == 12)) {
      return Optional.of(new Way("dnf install", "python3." + minor, true));
    }
    if (has("brew") && !freeThreaded && minor > KnownInterpreters.OLDEST) {
      return Optional.of(new Way("brew install", "python@3." + minor, true));
    }
    boolean conda = has("mamba") || has("conda");
    if (conda) {
      return Optional.of(
          new Way(
              (has("mamba") ? "mamba" : "conda") + " create -c conda-forge -n",
              freeThreaded
                  ? "py3%dt python-freethreading=3.%d".formatted(minor, minor)
                  : "py3%d python=3.%d".formatted(minor, minor),
              false));
    }
    return Optional.empty();
  }

  /** A release has one version; the archive that many add to Ubuntu has all. */
  private boolean hasDebian(int minor) {
    Integer own = DEBIAN.get(release.getOrDefault("VERSION_CODENAME", ""));
    return (own != null && own == minor)
        || !Folders.list(places.system("/etc/apt/sources.list.d"), "*deadsnakes*").isEmpty();
  }

  private boolean has(String command) {
    return places.command(command).isPresent();
  }

  private static Map<String, String> release(Places places) {
    Map<String, String> release = new HashMap<>();
    for (String line : Folders.lines(places.system("/etc/os-release"))) {
      Matcher assignment = OS_RELEASE.matcher(line);
      if (assignment.matches()) {
        release.put(assignment.group(1), assignment.group(2));
      }
    }
    return release;
  }
}
