package io.abiwarden.core.image;

import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An image that only has the names it was given: no segments, so no code and no definitions. */
public final class FakeImage implements Image {

  private static final Memory NOTHING =
      new Memory() {
        @Override
        public Optional<byte[]> read(long address, int size) {
          return Optional.empty();
        }

        @Override
        public Word word(long address) {
          return new Word.Unreadable();
        }

        @Override
        public int pointerSize() {
          return Long.BYTES;
        }

        @Override
        public ByteOrder order() {
          return ByteOrder.LITTLE_ENDIAN;
        }
      };

  private final List<NeededSymbol> needs = new ArrayList<>();
  private final List<ExportedSymbol> exports = new ArrayList<>();
  private final List<EntryFunction> entries = new ArrayList<>();
  private final List<String> libraries = new ArrayList<>();
  private final List<NeededVersion> versions = new ArrayList<>();
  private final List<String> runpath = new ArrayList<>();
  private Architecture architecture = Architecture.X86_64;
  private Optional<MinimumOs> minimum = Optional.empty();

  private final ImageFormat format;

  /** An ELF image without any names yet. */
  public FakeImage() {
    this(ImageFormat.ELF);
  }

  /** An image without any names yet. */
  public FakeImage(ImageFormat format) {
    this.format = format;
  }

  /** Adds symbols it cannot be linked without. */
  public FakeImage needs(String... names) {
    for (String name : names) {
      needs.add(need(name, false));
    }
    return this;
  }

  /** Adds a symbol it can do without. */
  public FakeImage weaklyNeeds(String name) {
    needs.add(need(name, true));
    return this;
  }

  /** Adds symbols that it takes from a certain library. */
  public FakeImage needsFrom(String library, String... names) {
    for (String name : names) {
      needs.add(
          new NeededSymbol(
              name, false, SymbolKind.UNKNOWN, Optional.empty(), Optional.of(library)));
    }
    return this;
  }

  private static NeededSymbol need(String name, boolean weak) {
    return new NeededSymbol(name, weak, SymbolKind.UNKNOWN, Optional.empty(), Optional.empty());
  }

  /** Adds a function that it supplies; an entry function, if the name is one's. */
  public FakeImage exports(String name) {
    exports.add(new ExportedSymbol(name, 0x1000, 16, SymbolKind.FUNCTION, false));
    EntryNames.entry(name, 0x1000).ifPresent(entries::add);
    return this;
  }

  /** Says which processor it is for; x86-64 otherwise. */
  public FakeImage on(Architecture processor) {
    architecture = processor;
    return this;
  }

  /** Adds libraries that it names as needed. */
  public FakeImage linkedTo(String... names) {
    libraries.addAll(List.of(names));
    return this;
  }

  /** Adds a symbol version that it asks of a library. */
  public FakeImage asks(String library, String version, boolean weak) {
    versions.add(new NeededVersion(version, library, weak));
    return this;
  }

  /** Says which release of which system it is for. */
  public FakeImage runsFrom(MinimumOs.Platform platform, int major, int minor) {
    minimum = Optional.of(new MinimumOs(platform, major, minor, 0));
    return this;
  }

  /** Adds folders that it looks for libraries in. */
  public FakeImage looksIn(String... folders) {
    runpath.addAll(List.of(folders));
    return this;
  }

  @Override
  public ImageFormat format() {
    return format;
  }

  @Override
  public Architecture architecture() {
    return architecture;
  }

  @Override
  public Memory memory() {
    return NOTHING;
  }

  @Override
  public boolean isCode(long address) {
    return false;
  }

  @Override
  public boolean isWritable(long address) {
    return false;
  }

  @Override
  public List<ExportedSymbol> exports() {
    return exports;
  }

  @Override
  public List<NeededSymbol> needs() {
    return needs;
  }

  @Override
  public List<String> libraries() {
    return libraries;
  }

  @Override
  public Optional<MinimumOs> minimumOs() {
    return minimum;
  }

  @Override
  public List<NeededVersion> neededVersions() {
    return versions;
  }

  @Override
  public Optional<String> soname() {
    return Optional.empty();
  }

  @Override
  public List<String> rpath() {
    return List.of();
  }

  @Override
  public List<String> runpath() {
    return runpath;
  }

  @Override
  public List<EntryFunction> entries() {
    return entries;
  }

  @Override
  public List<Relocation> relocations() {
    return List.of();
  }

  @Override
  public List<Long> constructors() {
    return List.of();
  }

  @Override
  public OptionalLong stubTarget(long address) {
    return OptionalLong.empty();
  }
}
