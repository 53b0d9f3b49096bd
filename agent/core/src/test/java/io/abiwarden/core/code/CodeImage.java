package io.abiwarden.core.code;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.core.image.ExportedSymbol;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.image.NeededSymbol;
import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Code and zeroed data, with a few imported functions in the first words of the data. */
final class CodeImage implements Image, Memory {

  static final long CODE = 0x1000;
  static final long DATA = 0x10_0000;
  private static final int DATA_SIZE = 4096;

  private final Architecture architecture;
  private final byte[] code;
  private final List<String> imports;

  private CodeImage(Architecture architecture, byte[] code, List<String> imports) {
    this.architecture = architecture;
    this.code = code;
    this.imports = imports;
  }

  @Override
  public Architecture architecture() {
    return architecture;
  }

  static CodeImage of(Architecture architecture, byte[] code) {
    return new CodeImage(architecture, code, List.of("PyModuleDef_Init", "abort", "memset"));
  }

  @Override
  public ImageFormat format() {
    return ImageFormat.ELF;
  }

  @Override
  public Memory memory() {
    return this;
  }

  @Override
  public boolean isCode(long address) {
    return address >= CODE && address < CODE + code.length;
  }

  @Override
  public boolean isWritable(long address) {
    return address >= DATA && address < DATA + DATA_SIZE;
  }

  @Override
  public List<ExportedSymbol> exports() {
    return List.of();
  }

  @Override
  public List<NeededSymbol> needs() {
    return List.of();
  }

  @Override
  public List<String> libraries() {
    return List.of();
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
    return List.of();
  }

  @Override
  public List<EntryFunction> entries() {
    return List.of();
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

  @Override
  public ByteOrder order() {
    return ByteOrder.LITTLE_ENDIAN;
  }

  @Override
  public int pointerSize() {
    return 8;
  }

  @Override
  public Optional<byte[]> read(long address, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      long at = address + i;
      if (isCode(at)) {
        bytes[i] = code[(int) (at - CODE)];
      } else if (!isWritable(at)) {
        return Optional.empty();
      }
    }
    return Optional.of(bytes);
  }

  @Override
  public Word word(long address) {
    long index = (address - DATA) / 8;
    if ((address & 7) == 0 && isWritable(address) && index < imports.size()) {
      return new Word.Import(imports.get((int) index), 0);
    }
    return read(address, 8)
        .<Word>map(b -> new Word.Value(ByteBuffer.wrap(b).order(order()).getLong()))
        .orElseGet(Word.Unreadable::new);
  }
}
