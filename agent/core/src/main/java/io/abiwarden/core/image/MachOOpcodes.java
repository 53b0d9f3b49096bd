package io.abiwarden.core.image;

import io.abiwarden.core.image.MachOCommands.Table;
import io.abiwarden.core.memory.Segments.FileRange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Runs the opcodes of {@code LC_DYLD_INFO} ({@code mach-o/loader.h}, {@code REBASE_OPCODE_*} and
 * {@code BIND_OPCODE_*}). Weak binds come first: where they meet a rebase or a bind to a library,
 * that says where the word points unless another library has the name as well.
 */
final class MachOOpcodes {

  private static final int POINTER = 1;
  private static final int RELATIVE = 3;

  private static final int WEAK_IMPORT = 1;

  private final FileBytes file;
  private final MachOCommands commands;
  private final MachOWords words;
  private final MachOChains chains;

  MachOOpcodes(FileBytes file, MachOCommands commands, MachOWords words, MachOChains chains) {
    this.file = file;
    this.commands = commands;
    this.words = words;
    this.chains = chains;
  }

  void run() throws ImageFormatException {
    new Binds(Table.WEAK_BINDS, "weak binds").run();
    rebase();
    new Binds(Table.BINDS, "binds").run();
    new Binds(Table.LAZY_BINDS, "lazy binds").run();
  }

  /** Where the next word lies. */
  private final class Place {
    private final String what;
    private MachOSegment segment;
    private long address;

    Place(String what) throws ImageFormatException {
      this.what = what;
      this.segment = words.segment(0, what);
      this.address = segment.memory().address();
    }

    void set(long index, long offset) throws ImageFormatException {
      segment = words.segment(index, what);
      address = segment.memory().address() + offset;
    }

    long checked() throws ImageFormatException {
      words.require(segment, address, what);
      return address;
    }
  }

  private void rebase() throws ImageFormatException {
    FileRange range = commands.table(Table.REBASES);
    if (range.size() == 0) {
      return;
    }
    MachOCursor cursor = new MachOCursor(file, range, "rebases");
    Place place = new Place("rebases");
    int type = POINTER;
    while (!cursor.isAtEnd()) {
      int code = cursor.u8();
      int low = code & 0xf;
      switch (code >>> 4) {
        case 0x0 -> {
          return;
        }
        case 0x1 -> type = low;
        case 0x2 -> place.set(low, cursor.unsigned());
        case 0x3 -> place.address += cursor.unsigned();
        case 0x4 -> place.address += (long) low * words.size();
        case 0x5 -> rebase(place, type, low, 0);
        case 0x6 -> rebase(place, type, cursor.unsigned(), 0);
        case 0x7 -> rebase(place, type, 1, cursor.unsigned());
        case 0x8 -> {
          long times = cursor.unsigned();
          rebase(place, type, times, cursor.unsigned());
        }
        default -> throw unknown("rebases", code, cursor);
      }
    }
  }

  private void rebase(Place place, int type, long times, long skip) throws ImageFormatException {
    for (long i = 0; Long.compareUnsigned(i, times) < 0; i++) {
      long address = place.checked();
      if (type == RELATIVE) {
        words.unknown(address);
      } else {
        words.value(address, words.stored(place.segment, address));
      }
      place.address += words.size() + skip;
    }
  }

  private static ImageFormatException unknown(String what, int code, MachOCursor cursor) {
    return new ImageFormatException(
        "%s: there is no opcode 0x%x (before offset 0x%x)"
            .formatted(what, code, cursor.position()));
  }

  /** One of the three streams of binds, which differ in how they name libraries and end. */
  private final class Binds {
    private final Table table;
    private final String what;
    private final MachOCursor cursor;
    private final Place place;
    private final List<MachOChains.Target> threaded = new ArrayList<>();
    private boolean isThreaded;
    private String name = "";
    private boolean weak;
    private int library;
    private int symbol = -1;
    private OptionalLong own = OptionalLong.empty();
    private int type = POINTER;
    private long addend;

    Binds(Table table, String what) throws ImageFormatException {
      this.table = table;
      this.what = what;
      this.cursor = new MachOCursor(file, commands.table(table), what);
      this.place = new Place(what);
      this.library = table == Table.WEAK_BINDS ? MachOImports.WEAK : MachOImports.SELF;
    }

    void run() throws ImageFormatException {
      while (!cursor.isAtEnd()) {
        int code = cursor.u8();
        int low = code & 0xf;
        switch (code >>> 4) {
          case 0x0 -> {
            // Each lazy bind has its own end.
            if (table != Table.LAZY_BINDS) {
              return;
            }
          }
          case 0x1 -> library(low);
          case 0x2 -> library(cursor.unsigned());
          case 0x3 -> library(low == 0 ? 0 : low | -16);
          case 0x4 -> {
            weak = (low & WEAK_IMPORT) != 0;
            name = cursor.text();
            symbol = -1;
          }
          case 0x5 -> type = low;
          case 0x6 -> addend = cursor.signed();
          case 0x7 -> place.set(low, cursor.unsigned());
          case 0x8 -> place.address += cursor.unsigned();
          case 0x9 -> {
            if (isThreaded) {
              resolve();
              threaded.add(new MachOChains.Target(symbol, own, addend));
            } else {
              bind(1, 0);
            }
          }
          case 0xa -> bind(1, cursor.unsigned());
          case 0xb -> bind(1, (long) low * words.size());
          case 0xc -> {
            long times = cursor.unsigned();
            bind(times, cursor.unsigned());
          }
          case 0xd -> threaded(low);
          default -> throw unknown(what, code, cursor);
        }
      }
    }

    private void library(long number) throws ImageFormatException {
      if (number > Integer.MAX_VALUE || number < Integer.MIN_VALUE) {
        throw new ImageFormatException("%s: library %d is wanted".formatted(what, number));
      }
      library = (int) number;
      symbol = -1;
    }

    private void resolve() throws ImageFormatException {
      if (symbol < 0) {
        symbol = words.imports().add(name, library, weak);
        own = words.imports().own(symbol, library);
      }
    }

    private void bind(long times, long skip) throws ImageFormatException {
      resolve();
      for (long i = 0; Long.compareUnsigned(i, times) < 0; i++) {
        long address = place.checked();
        if (type == RELATIVE) {
          words.unknown(address);
        } else {
          words.bind(address, symbol, own, addend);
        }
        place.address += words.size() + skip;
      }
    }

    /** Early arm64e: binds only fill a table, and a chain through the words says the rest. */
    private void threaded(int kind) throws ImageFormatException {
      switch (kind) {
        case 0 -> {
          cursor.unsigned();
          isThreaded = true;
        }
        case 1 -> chains.thread(place.segment, place.checked(), threaded);
        default -> throw unknown(what, 0xd0 | kind, cursor);
      }
    }
  }
}
