package io.abiwarden.core.image;

import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A shared library as read from a file, linked on paper: segments at their addresses, relative
 * relocations applied, imported symbols left as names. Immutable and safe for several threads.
 */
public interface Image {

  /** The file format. */
  ImageFormat format();

  /** The processor it is for. */
  Architecture architecture();

  /** The laid-out segments. Addresses are the file's own (preferred base). */
  Memory memory();

  /** Whether an address lies in a segment that is mapped executable. */
  boolean isCode(long address);

  /** Whether an address lies in a segment that is mapped writable (RELRO counts as writable). */
  boolean isWritable(long address);

  /** The dynamic symbols it defines, in the file's order. */
  List<ExportedSymbol> exports();

  /** The dynamic symbols it takes from elsewhere, in the file's order. */
  List<NeededSymbol> needs();

  /** The libraries it names as needed ({@code DT_NEEDED}, {@code LC_LOAD_DYLIB}), in order. */
  List<String> libraries();

  /** The symbol versions that it has for others ({@code GLIBC_2.34}); empty without versioning. */
  default Set<String> definedVersions() {
    return Set.of();
  }

  /** The symbol versions that it asks of other libraries; each one missing stops the linking. */
  default List<NeededVersion> neededVersions() {
    return List.of();
  }

  /** The oldest release of its operating system that it runs on, if it says. */
  default Optional<MinimumOs> minimumOs() {
    return Optional.empty();
  }

  /** Its own name ({@code DT_SONAME}, {@code LC_ID_DYLIB}), if any. */
  Optional<String> soname();

  /**
   * {@code DT_RPATH} entries, split and unexpanded ({@code $ORIGIN/../libs}), or {@code LC_RPATH}
   * paths ({@code @loader_path/../libs}).
   */
  List<String> rpath();

  /** {@code DT_RUNPATH} entries, split and unexpanded. */
  List<String> runpath();

  /** The entry functions it exports: {@code PyInit_…} and {@code PyModExport_…}. */
  List<EntryFunction> entries();

  /** The words that the dynamic linker writes, in the order of their addresses. */
  List<Relocation> relocations();

  /** Constructors, in the order they run when the library is opened (ELF and Mach-O only). */
  List<Long> constructors();

  /**
   * The address of the function that runs when the library is opened, if there is one (PE only).
   */
  default OptionalLong entryPoint() {
    return OptionalLong.empty();
  }

  /**
   * Where the first content of the thread-local variables lies, which every thread gets a copy of
   * (PE only).
   */
  default OptionalLong threadTemplate() {
    return OptionalLong.empty();
  }

  /**
   * Finds the imported symbol that a stub (an entry of the PLT, or of {@code __stubs}) jumps to.
   *
   * @param address the address of a call's target
   * @return the word of the GOT that the stub jumps through, if this is a stub
   */
  OptionalLong stubTarget(long address);

  /**
   * A word that the dynamic linker writes.
   *
   * @param address the word's address
   * @param target what it becomes: an address of this image, or an imported symbol
   */
  record Relocation(long address, Word target) {}
}
