package io.abiwarden.worker.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where operating systems, their package managers, and images for builds put interpreters. */
final class SystemPlaces {

  private static final String HOMEBREW = "Homebrew";

  private final Places places;
  private final List<Places.Prefix> found = new ArrayList<>();

  private SystemPlaces(Places places) {
    this.places = places;
  }

  /** Their prefixes. */
  static List<Places.Prefix> prefixes(Places places) {
    SystemPlaces system = new SystemPlaces(places);
    system.toolCaches();
    system.homebrew();
    system.frameworks();
    system.add("/usr/local", "/usr/local");
    system.add("/usr", "/usr");
    system.all(places.system("/opt"), "python*", "/opt");
    // The names there are links to what lies in the second one.
    system.all(places.system("/opt/python"), "cp3*", "manylinux");
    system.all(places.system("/opt/_internal"), "cpython-3*", "manylinux");
    system.nix();
    if (places.os() == Os.WINDOWS) {
      system.found.addAll(WindowsPlaces.prefixes(places));
    }
    return List.copyOf(system.found);
  }

  /** GitHub's and Azure's runners: {@code Python/3.14.0/x64-freethreaded}. */
  private void toolCaches() {
    List<Path> caches = new ArrayList<>();
    for (String variable : List.of("AGENT_TOOLSDIRECTORY", "RUNNER_TOOL_CACHE")) {
      places.folder(variable).ifPresent(caches::add);
    }
    caches.add(places.system("/opt/hostedtoolcache"));
    caches.add(places.system("/Users/runner/hostedtoolcache"));
    caches.add(places.system("/hostedtoolcache/windows"));
    for (Path cache : caches) {
      for (Path version : Folders.list(cache.resolve("Python"), "3.*")) {
        all(version, "*", "tool cache");
      }
    }
  }

  private void homebrew() {
    List<Path> prefixes = new ArrayList<>();
    places.folder("HOMEBREW_PREFIX").ifPresent(prefixes::add);
    prefixes.add(places.system("/home/linuxbrew/.linuxbrew"));
    prefixes.add(places.system("/opt/homebrew"));
    prefixes.add(places.system("/usr/local"));
    for (Path prefix : prefixes) {
      for (String name : List.of("python@3.*", "python-freethreading")) {
        Folders.list(prefix.resolve("opt"), name).forEach(this::keg);
        for (Path formula : Folders.list(prefix.resolve("Cellar"), name)) {
          Folders.list(formula, "3.*").forEach(this::keg);
        }
      }
    }
  }

  /** On macOS a keg holds a framework, and links into it. */
  private void keg(Path keg) {
    Path frameworks = keg.resolve("Frameworks");
    if (Files.isDirectory(frameworks)) {
      versions(frameworks, HOMEBREW);
    } else {
      found.add(new Places.Prefix(keg, HOMEBREW));
    }
  }

  private void frameworks() {
    versions(places.system("/Library/Frameworks"), "framework");
    versions(places.home().resolve("Library/Frameworks"), "framework");
    versions(places.system("/opt/local/Library/Frameworks"), "MacPorts");
    versions(places.system("/Library/Developer/CommandLineTools/Library/Frameworks"), "Xcode");
    versions(
        places.system("/Applications/Xcode.app/Contents/Developer/Library/Frameworks"), "Xcode");
  }

  private void versions(Path frameworks, String source) {
    // Python.framework, PythonT.framework, and Apple's Python3.framework.
    for (Path framework : Folders.list(frameworks, "Python*.framework")) {
      all(framework.resolve("Versions"), "3.*", source);
    }
  }

  private void nix() {
    List<Path> profiles = new ArrayList<>();
    profiles.add(places.home().resolve(".nix-profile"));
    profiles.add(places.home().resolve(".local/state/nix/profile"));
    profiles.add(places.system("/nix/var/nix/profiles/default"));
    profiles.add(places.system("/run/current-system/sw"));
    Optional.ofNullable(places.environment().get("USER"))
        .filter(user -> user.matches("[A-Za-z0-9._-]+"))
        .ifPresent(user -> profiles.add(places.system("/etc/profiles/per-user/" + user)));
    for (Path profile : profiles) {
      if (Files.isDirectory(profile)) {
        found.add(new Places.Prefix(profile, "Nix"));
      }
    }
    Path guix = places.home().resolve(".guix-profile");
    if (Files.isDirectory(guix)) {
      found.add(new Places.Prefix(guix, "Guix"));
    }
  }

  private void add(String path, String source) {
    found.add(new Places.Prefix(places.system(path), source));
  }

  private void all(Path folder, String glob, String source) {
    for (Path prefix : Folders.list(folder, glob)) {
      if (!Venv.is(prefix)) {
        found.add(new Places.Prefix(prefix, source));
      }
    }
  }
}
