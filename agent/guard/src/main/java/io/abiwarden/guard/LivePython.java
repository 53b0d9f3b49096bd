package io.abiwarden.guard;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.ExportedSymbol;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.core.python.Suffixes;
import io.abiwarden.ffi.LibPythonKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The running Python as the judge needs it: its version and kind from the library that is in the
 * process, its names from that library's file.
 *
 * @param facts what the judge needs to know
 * @param architecture the processor
 * @param musl whether its C library is musl
 * @param linker links extensions to it
 */
record LivePython(
    InterpreterFacts facts, Architecture architecture, boolean musl, LiveLinker linker) {

  /**
   * Reads a libpython.
   *
   * @param file the library, or the program with the interpreter in it
   * @param kind what the one in the process says it is
   * @throws IOException if it cannot be read; then nothing can be judged
   */
  static LivePython read(Path file, LibPythonKind kind) throws IOException {
    Image image;
    try {
      image = ImageReader.readProgram(file);
    } catch (ImageFormatException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
    boolean musl = image.libraries().stream().anyMatch(name -> name.startsWith("libc.musl-"));
    String platform = image.architecture().tag() + "-linux-" + (musl ? "musl" : "gnu");
    PythonVersion version = new PythonVersion(kind.hexVersion());
    Set<String> exported =
        image.exports().stream().map(ExportedSymbol::name).collect(Collectors.toSet());
    InterpreterFacts facts =
        new InterpreterFacts(
            version.text() + (kind.freeThreaded() ? "t" : ""),
            version,
            kind.freeThreaded(),
            kind.debug(),
            "linux_" + image.architecture().tag(),
            Optional.empty(),
            Suffixes.of(version, kind.freeThreaded(), kind.debug(), platform),
            Optional.of(exported));
    return new LivePython(
        facts, image.architecture(), musl, new LiveLinker(file, exported, image.architecture()));
  }

  /** The Python that one plans to move to, on the same platform. */
  Optional<InterpreterFacts> planned(String shortName) {
    String platform = architecture.tag() + "-linux-" + (musl ? "musl" : "gnu");
    return KnownInterpreters.all(platform).stream()
        .filter(known -> known.shortName().equals(shortName))
        .findFirst();
  }
}
