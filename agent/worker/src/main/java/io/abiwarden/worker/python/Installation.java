package io.abiwarden.worker.python;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of an interpreter, before anything is known of their content.
 *
 * @param flavour what the files' names say
 * @param prefix the folder that holds {@code bin} and {@code lib}
 * @param libpython its shared library, if there is one
 * @param executable its command, if there is one
 * @param library the folder of its standard library, if there is one
 */
record Installation(
    Flavour flavour,
    Path prefix,
    Optional<Path> libpython,
    Optional<Path> executable,
    Optional<Path> library) {

  /** The one file that tells this installation from others, all links followed. */
  Path identity() {
    return libpython.or(() -> executable).map(Folders::real).orElse(prefix);
  }
}
