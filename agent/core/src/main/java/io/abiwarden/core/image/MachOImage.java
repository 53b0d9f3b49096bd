package io.abiwarden.core.image;

import io.abiwarden.core.memory.LinkedMemory;
import io.abiwarden.core.memory.Segment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A Mach-O bundle, library or program for one processor, linked on paper. */
record MachOImage(
    Architecture architecture,
    LinkedMemory memory,
    List<ExportedSymbol> exports,
    List<NeededSymbol> needs,
    List<String> libraries,
    Optional<String> soname,
    List<String> rpath,
    Optional<MinimumOs> minimumOs,
    List<EntryFunction> entries,
    List<Long> constructors,
    MachOStubs stubs)
    implements Image {

  @Override
  public ImageFormat format() {
    return ImageFormat.MACHO;
  }

  @Override
  public boolean isCode(long address) {
    return memory.segments().find(address).filter(Segment::code).isPresent();
  }

  @Override
  public boolean isWritable(long address) {
    return memory.segments().find(address).filter(Segment::writable).isPresent();
  }

  @Override
  public List<String> runpath() {
    return List.of();
  }

  @Override
  public List<Relocation> relocations() {
    return new LinkedRelocations(memory.words());
  }

  @Override
  public OptionalLong stubTarget(long address) {
    return isCode(address) ? stubs.target(memory, address) : OptionalLong.empty();
  }
}
