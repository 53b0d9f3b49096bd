package io.abiwarden.core.image;

import io.abiwarden.core.image.MachOSegment.Section;
import io.abiwarden.core.memory.LinkedMemory;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a Mach-O file for one processor from what the dynamic linker goes by: its load commands and
 * the tables they point to.
 */
final class MachOReader {

  /** Far more than any library has. */
  private static final int CONSTRUCTOR_LIMIT = 65_536;

  /** The size of a constructor's offset. */
  private static final int OFFSET = 4;

  private final FileBytes file;
  private final MachOHeader header;
  private final MachOCommands commands;
  private final MachOSymbols symbols;

  private MachOReader(ByteBuffer bytes) throws ImageFormatException {
    header = MachOHeader.read(bytes);
    file = new FileBytes(bytes);
    commands = MachOCommands.read(file, header);
    symbols = new MachOSymbols(file, header, commands);
  }

  /**
   * Reads a file.
   *
   * @param bytes the file from index 0 on; its byte order is set to the file's
   */
  static Image read(ByteBuffer bytes) throws ImageFormatException {
    return new MachOReader(bytes).image();
  }

  private Image image() throws ImageFormatException {
    var mapped = commands.mapped();
    MachOExports exports = MachOExports.read(file, commands, symbols);
    MachOImports imports = new MachOImports(commands, exports);
    MachOWords words = new MachOWords(file, header, commands, imports);
    if (commands.isModern()) {
      MachOChains chains = new MachOChains(file, commands, words);
      new MachOOpcodes(file, commands, words, chains).run();
      chains.run();
    } else {
      new MachORelocations(file, header, commands, symbols, words).run();
    }
    LinkedMemory memory =
        new LinkedMemory(file.buffer(), mapped, header.word(), words.words().build(imports::name));
    return new MachOImage(
        header.architecture(),
        memory,
        List.copyOf(exports.symbols()),
        imports.needs(symbols, header),
        List.copyOf(commands.libraries()),
        commands.id(),
        List.copyOf(commands.rpaths()),
        commands.minimumOs(),
        List.copyOf(exports.entries()),
        constructors(memory),
        MachOStubs.read(header, commands, symbols));
  }

  private List<Long> constructors(LinkedMemory memory) throws ImageFormatException {
    refuseManyConstructors();
    List<Long> found = new ArrayList<>();
    commands.routine().ifPresent(found::add);
    for (Section section : commands.sections()) {
      if (section.type() == Section.INIT_POINTERS) {
        for (long at = 0; at + header.word() <= section.size(); at += header.word()) {
          if (memory.word(section.address() + at) instanceof Word.Value(long address)
              && address != 0) {
            found.add(address);
          }
        }
      }
    }
    for (Section section : commands.sections()) {
      if (section.type() == Section.INIT_OFFSETS) {
        for (long at = 0; at + OFFSET <= section.size(); at += OFFSET) {
          memory
              .read(section.address() + at, OFFSET)
              .map(b -> Integer.toUnsignedLong(ByteBuffer.wrap(b).order(memory.order()).getInt()))
              .ifPresent(offset -> found.add(commands.base() + offset));
        }
      }
    }
    return List.copyOf(found);
  }

  private void refuseManyConstructors() throws ImageFormatException {
    long left = CONSTRUCTOR_LIMIT;
    for (Section section : commands.sections()) {
      if (section.type() == Section.INIT_POINTERS || section.type() == Section.INIT_OFFSETS) {
        long count = Long.divideUnsigned(section.size(), OFFSET);
        if (count > left) {
          throw new ImageFormatException(
              "constructors: more than the limit of %d".formatted(CONSTRUCTOR_LIMIT));
        }
        left -= count;
      }
    }
  }
}
