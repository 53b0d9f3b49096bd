package io.abiwarden.core.platform;

import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.NeededSymbol;
import io.abiwarden.core.link.KnownLinker;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.link.Linkage.Missing;
import io.abiwarden.core.link.Linkage.MissingLibrary;
import io.abiwarden.core.link.Linkage.MissingVersion;
import io.abiwarden.core.link.Linkage.Undecided;
import io.abiwarden.core.link.Linkage.Undecided.Kind;
import io.abiwarden.core.platform.PlatformTag.Manylinux;
import io.abiwarden.core.python.DataFile;
import io.abiwarden.core.python.KnownNames;
import io.abiwarden.core.python.StableAbi;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an ELF image that was linked to its artifact's libraries alone comes to on a Linux that is
 * known by its tag: which of what is missing the system has.
 */
final class LinuxLinking {

  /** Those of glibc and of GCC, whose every name has a version. */
  private static final Pattern VERSIONED =
      Pattern.compile(
          "lib(c|m|mvec|dl|rt|util|pthread|resolv|anl|gcc_s|stdc\\+\\+|atomic)\\.so\\.[0-9]+"
              + "|ld-linux.*|ld64\\.so\\..*|ld\\.so\\..*");

  private static final Pattern LOADER =
      Pattern.compile("ld-linux.*|ld64\\.so\\..*|ld\\.so\\..*|ld-musl-.*");

  private final PlatformTag tag;
  private final Image image;
  private final String path;
  private final Linkage alone;
  private final List<Undecided> undecided = new ArrayList<>();
  private final Set<MissingVersion> versions = new LinkedHashSet<>();

  /**
   * Of one image.
   *
   * @param alone what linking it comes to with no system at all
   */
  LinuxLinking(PlatformTag tag, Image image, String path, Linkage alone) {
    this.tag = tag;
    this.image = image;
    this.path = path;
    this.alone = alone;
  }

  Linkage linkage() {
    List<String> system = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    for (MissingLibrary library : alone.missingLibraries()) {
      if (library.name().startsWith("libpython3")) {
        undecided.add(new Undecided(Kind.LIBPYTHON, library.name(), library.neededBy()));
      } else if (isThere(library.name())) {
        system.add(library.name());
      } else {
        foreign.add(library.name());
        undecided.add(new Undecided(Kind.LIBRARY, library.name(), library.neededBy()));
      }
    }
    List<Image> ours = Stream.concat(Stream.of(image), alone.bundled().stream()).toList();
    versions(image, path, system);
    alone.bundled().forEach(one -> versions(one, one.soname().orElse(path), system));
    boolean complete = foreign.stream().noneMatch(KnownLinker::suppliesPythons);
    Names names = new Names(ours, system, foreign.isEmpty(), complete);
    return new Linkage(
        alone.missing().stream().filter(names::isMissing).toList(),
        List.of(),
        List.copyOf(versions),
        alone.bundled(),
        complete,
        undecided);
  }

  private boolean isThere(String library) {
    return LOADER.matcher(library).matches() || LinuxPolicy.hasLibrary(tag, library);
  }

  private void versions(Image one, String neededBy, List<String> system) {
    if (!(tag instanceof Manylinux manylinux)) {
      return;
    }
    for (PlatformNeeds.Version version : PlatformNeeds.of(one).versions()) {
      if (!system.contains(version.library())) {
        continue;
      }
      if (version.family().equals("GLIBC")) {
        if (version.number().isAfter(LinuxPolicy.glibc(manylinux))) {
          versions.add(new MissingVersion(version.name(), version.library(), neededBy));
        }
      } else if (LinuxPolicy.limit(manylinux, version.family())
          .filter(limit -> version.number().isAfter(limit))
          .isPresent()) {
        undecided.add(
            new Undecided(Kind.RUNTIME, version.name() + " of " + version.library(), neededBy));
      }
    }
  }

  /** Which names nothing has, of those that neither the interpreter nor the artifact has. */
  private final class Names {

    private final Set<String> versioned;
    private final boolean alone;
    private final boolean complete;
    private final boolean allKnown;

    Names(List<Image> ours, List<String> system, boolean alone, boolean complete) {
      this.versioned =
          ours.stream()
              .flatMap(one -> one.needs().stream())
              .filter(this::isOfVersionThere)
              .map(NeededSymbol::name)
              .collect(Collectors.toSet());
      this.alone = alone;
      this.complete = complete;
      this.allKnown =
          tag instanceof Manylinux
              && alone
              && system.stream().allMatch(library -> VERSIONED.matcher(library).matches());
    }

    private boolean isOfVersionThere(NeededSymbol need) {
      return need.version()
          .filter(name -> versions.stream().noneMatch(gone -> gone.version().equals(name)))
          .isPresent();
    }

    boolean isMissing(Missing missing) {
      String name = missing.name();
      if (KnownNames.isPythons(name)) {
        return complete || StableAbi.symbol(name).isPresent() || KnownNames.freeThreadedOnly(name);
      }
      if (KnownNames.looksLikePythons(name)) {
        return alone;
      }
      // What has a version is the library's that has that version.
      return allKnown && !versioned.contains(name) && !LibcNames.ALL.contains(name);
    }
  }

  /** Read when it is first needed. */
  private static final class LibcNames {
    static final Set<String> ALL =
        Set.copyOf(DataFile.lines(LinuxLinking.class, "glibc-names.txt"));
  }
}
