package io.abiwarden.worker.python;

import io.abiwarden.core.python.PythonVersion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What {@code build-details.json} says, which CPython installs into its standard library from 3.14
 * on (PEP 739). It is a text that anybody can write: each fact counts only where it has its form,
 * and none against the library itself.
 *
 * @param version {@code implementation.hexversion}
 * @param freeThreaded whether {@code abi.flags} has a {@code t}
 * @param debug whether {@code abi.flags} has a {@code d}
 * @param suffixes {@code suffixes.extensions}. Not {@code abi.stable_abi_suffix}, which names
 *     {@code .abi3.so} for 3.14t
 * @param platform {@code platform}, as {@code sysconfig.get_platform()} has it
 * @param prefix {@code base_prefix}: where the tree was installed when it was built
 * @param libpython {@code libpython.dynamic}, in that prefix
 */
record BuildDetails(
    PythonVersion version,
    boolean freeThreaded,
    boolean debug,
    List<String> suffixes,
    Optional<String> platform,
    Optional<Path> prefix,
    Optional<Path> libpython) {

  private static final String NAME = "build-details.json";
  private static final Pattern PLATFORM = Pattern.compile("[a-z][a-z0-9]*-[A-Za-z0-9_.-]{1,60}");
  private static final long OLDEST = 0x03000000;
  private static final long NEWEST = 0x03ffffff;

  /** The details in a standard library's folder, if it has them and they are CPython's. */
  static Optional<BuildDetails> in(Path library) {
    return Folders.text(library.resolve(NAME)).flatMap(Json::parse).flatMap(BuildDetails::of);
  }

  private static Optional<BuildDetails> of(Json json) {
    OptionalLong hex =
        json.at("implementation", "hexversion").map(Json::integer).orElse(OptionalLong.empty());
    List<String> flags = json.at("abi", "flags").flatMap(Json::texts).orElse(List.of());
    boolean cpython =
        json.at("implementation", "name").flatMap(Json::text).orElse("").equals("cpython");
    if (!cpython || hex.isEmpty() || hex.getAsLong() < OLDEST || hex.getAsLong() > NEWEST) {
      return Optional.empty();
    }
    return Optional.of(
        new BuildDetails(
            new PythonVersion((int) hex.getAsLong()),
            flags.contains("t"),
            flags.contains("d"),
            json.at("suffixes", "extensions").flatMap(Json::texts).orElse(List.of()),
            json.at("platform").flatMap(Json::text).filter(PLATFORM.asMatchPredicate()),
            path(json.at("base_prefix")),
            path(json.at("libpython", "dynamic"))));
  }

  /** Whether it is about the kind of build that file names tell. */
  boolean isOf(Flavour flavour) {
    return version.minor() == flavour.minor()
        && freeThreaded == flavour.freeThreaded()
        && debug == flavour.debug();
  }

  /** The libpython in a tree that may have been moved since; the file need not exist. */
  Optional<Path> libpythonIn(Path tree) {
    return libpython.flatMap(
        built ->
            prefix
                .filter(built::startsWith)
                .map(before -> tree.resolve(before.relativize(built)).normalize())
                .filter(moved -> moved.startsWith(tree)));
  }

  private static Optional<Path> path(Optional<Json> value) {
    try {
      return value.flatMap(Json::text).map(Path::of).filter(Path::isAbsolute).map(Path::normalize);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
