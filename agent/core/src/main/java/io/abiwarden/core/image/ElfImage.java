package io.abiwarden.core.image;

import io.abiwarden.core.memory.LinkedMemory;
import io.abiwarden.core.memory.Segment;
import io.abiwarden.core.memory.Word;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An ELF shared library, linked on paper.
 *
 * <p>Where functions are called through descriptors, the address of a descriptor counts as code as
 * well: it is what a pointer to a function holds.
 */
record ElfImage(
    Architecture architecture,
    boolean functionDescriptors,
    LinkedMemory memory,
    List<ExportedSymbol> exports,
    List<NeededSymbol> needs,
    List<String> libraries,
    Optional<String> soname,
    List<String> rpath,
    List<String> runpath,
    List<EntryFunction> entries,
    List<Long> constructors,
    Set<String> definedVersions,
    List<NeededVersion> neededVersions,
    PltWords plt)
    implements Image {

  /** The GOT's words in the order of the PLT's relocations. */
  static final class PltWords {

    private final long[] addresses;

    PltWords(long[] addresses) {
      this.addresses = addresses;
    }
  }

  @Override
  public ImageFormat format() {
    return ImageFormat.ELF;
  }

  @Override
  public boolean isCode(long address) {
    return isExecutable(address)
        || (functionDescriptors
            && memory.word(address) instanceof Word.Value(long code)
            && code != 0
            && isExecutable(code));
  }

  private boolean isExecutable(long address) {
    return memory.segments().find(address).filter(Segment::code).isPresent();
  }

  @Override
  public boolean isWritable(long address) {
    return memory.segments().find(address).filter(Segment::writable).isPresent();
  }

  @Override
  public List<Relocation> relocations() {
    return new LinkedRelocations(memory.words());
  }

  @Override
  public OptionalLong stubTarget(long address) {
    return isCode(address)
        ? PltStubs.target(architecture, memory, plt.addresses, address)
        : OptionalLong.empty();
  }
}
