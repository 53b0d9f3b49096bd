package io.abiwarden.core.image;

import io.abiwarden.core.memory.LinkedMemory;
import io.abiwarden.core.memory.Segment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A Windows DLL, linked on paper at its preferred base. */
record PeImage(
    Architecture architecture,
    LinkedMemory memory,
    List<ExportedSymbol> exports,
    List<NeededSymbol> needs,
    List<String> libraries,
    Optional<String> soname,
    List<EntryFunction> entries,
    OptionalLong entryPoint,
    OptionalLong threadTemplate)
    implements Image {

  @Override
  public ImageFormat format() {
    return ImageFormat.PE;
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
  public List<Long> constructors() {
    return List.of();
  }

  @Override
  public List<String> rpath() {
    return List.of();
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
    return isCode(address) ? PeStubs.target(architecture, memory, address) : OptionalLong.empty();
  }
}
