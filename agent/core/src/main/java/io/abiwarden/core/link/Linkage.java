package io.abiwarden.core.link;

import io.abiwarden.core.image.Image;
import java.util.List;

/**
 * What linking an extension into an interpreter's process comes to.
 *
 * @param missing symbols that nothing supplies, weak ones left out
 * @param missingLibraries libraries that are not found
 * @param missingVersions symbol versions that the library found does not have
 * @param bundled the images it brings along that Python's names could be needed by
 * @param complete whether every library could be looked at; otherwise {@code missing} holds only
 *     what is certain
 * @param undecided what only the machine itself could tell; nothing where that is this one
 */
public record Linkage(
    List<Missing> missing,
    List<MissingLibrary> missingLibraries,
    List<MissingVersion> missingVersions,
    List<Image> bundled,
    boolean complete,
    List<Undecided> undecided) {

  /** Copies the lists. */
  public Linkage {
    missing = List.copyOf(missing);
    missingLibraries = List.copyOf(missingLibraries);
    missingVersions = List.copyOf(missingVersions);
    bundled = List.copyOf(bundled);
    undecided = List.copyOf(undecided);
  }

  /** One that leaves nothing open. */
  public Linkage(
      List<Missing> missing,
      List<MissingLibrary> missingLibraries,
      List<MissingVersion> missingVersions,
      List<Image> bundled,
      boolean complete) {
    this(missing, missingLibraries, missingVersions, bundled, complete, List.of());
  }

  /** The same with what only the machine itself could tell, each once. */
  public Linkage withUndecided(List<Undecided> open) {
    return new Linkage(
        missing,
        missingLibraries,
        missingVersions,
        bundled,
        complete,
        open.stream().distinct().toList());
  }

  /**
   * A symbol that nothing supplies.
   *
   * @param name the symbol
   * @param neededBy the file that needs it
   */
  public record Missing(String name, String neededBy) {}

  /**
   * A library that is not found.
   *
   * @param name as named in {@code DT_NEEDED}
   * @param neededBy the file that needs it
   */
  public record MissingLibrary(String name, String neededBy) {}

  /**
   * A symbol version that is not there.
   *
   * @param version such as {@code GLIBC_2.38}
   * @param library the library that was found without it
   * @param neededBy the file that needs it
   */
  public record MissingVersion(String version, String library, String neededBy) {}

  /**
   * Something that may be there or not, on a machine that nobody can look at.
   *
   * @param kind what it is
   * @param name the library, the version with its library, or the symbol
   * @param neededBy the file that needs it
   */
  public record Undecided(Kind kind, String name, String neededBy) {

    /** What may be there or not. */
    public enum Kind {
      /** A library that neither the artifact nor every such system has. */
      LIBRARY,
      /** A part of Visual C++'s runtime that an installer of its own brings to most machines. */
      REDISTRIBUTABLE,
      /** A libpython, which may be the one that runs, another one, or nowhere. */
      LIBPYTHON,
      /** A version of the C++ runtime, or of macOS, newer than every such system has. */
      RUNTIME,
      /** A name that is asked of Python's DLL, and that no known Python has. */
      NAME
    }
  }
}
