package io.abiwarden.core.code;

import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An image's memory with the stores of one path laid over it.
 *
 * <p>Every byte is one of: not written (then the image's, or unknown in made-up regions), known,
 * unknown, or part of a cell of 4 or 8 bytes which holds a value that is not a number. Pages are
 * shared between copies until one of them writes.
 */
final class TraceMemory implements Memory {

  private static final int SHIFT = 9;
  private static final int PAGE = 1 << SHIFT;
  private static final byte NOT_WRITTEN = 0;
  private static final byte KNOWN = 1;
  private static final byte UNKNOWN = 2;
  private static final byte CELL = 3;

  /** The most pages that all copies together may own, so that memory stays bounded. */
  private static final int MOST_PAGES = 48_000;

  private static final int MOST_CELLS = 20_000;

  private static final class Page {
    final byte[] data;
    final byte[] tags;
    final long owner;
    long print;
    boolean printed;

    Page(byte[] data, byte[] tags, long owner) {
      this.data = data;
      this.tags = tags;
      this.owner = owner;
    }
  }

  private record Cell(Value value, int size) {}

  /** What the copies of one trace share: how many pages they have made, and how many they are. */
  static final class Allowance {
    private int pages;
    private long owners;
  }

  private final Memory base;
  private final Allowance allowance;
  private final Map<Long, Page> pages;
  private final Map<Long, Cell> cells;
  private long owner;
  private boolean exhausted;

  TraceMemory(Memory base) {
    this(base, new Allowance(), new HashMap<>(), new HashMap<>());
  }

  private TraceMemory(
      Memory base, Allowance allowance, Map<Long, Page> pages, Map<Long, Cell> cells) {
    this.base = base;
    this.allowance = allowance;
    this.pages = pages;
    this.cells = cells;
    this.owner = ++allowance.owners;
  }

  TraceMemory copy() {
    owner = ++allowance.owners;
    TraceMemory copy = new TraceMemory(base, allowance, new HashMap<>(pages), new HashMap<>(cells));
    copy.exhausted = exhausted;
    return copy;
  }

  /** Whether a store was dropped because the path wrote more than a trace may hold. */
  boolean exhausted() {
    return exhausted;
  }

  Value load(long address, int size) {
    byte first = tag(address);
    if (first == CELL) {
      return loadCell(address, size);
    }
    if (first == NOT_WRITTEN && allNotWritten(address, size)) {
      return loadBase(address, size);
    }
    long bits = 0;
    for (int i = 0; i < size; i++) {
      int known = loadByte(address + i);
      if (known < 0) {
        return Arithmetic.UNKNOWN;
      }
      bits |= (long) known << (8 * i);
    }
    return Arithmetic.known(bits);
  }

  private Value loadCell(long address, int size) {
    Cell cell = cells.get(address);
    if (cell == null || size > cell.size) {
      return Arithmetic.UNKNOWN;
    }
    for (int i = 0; i < size; i++) {
      if (tag(address + i) != CELL + i) {
        return Arithmetic.UNKNOWN;
      }
    }
    return size == cell.size ? cell.value : Arithmetic.truncate(cell.value, size);
  }

  private Value loadBase(long address, int size) {
    if (Regions.isMadeUp(address)) {
      return Arithmetic.UNKNOWN;
    }
    if (size == 8) {
      return switch (base.word(address)) {
        case Word.Value(long value) -> Arithmetic.known(value);
        case Word.Import(String symbol, long addend) -> new Value.Symbol(symbol, addend);
        case Word.Unreadable() -> Arithmetic.UNKNOWN;
      };
    }
    if (isLinked(address & -8L) || isLinked((address + size - 1) & -8L)) {
      return Arithmetic.UNKNOWN;
    }
    Optional<byte[]> bytes = base.read(address, size);
    if (bytes.isEmpty()) {
      return Arithmetic.UNKNOWN;
    }
    long bits = 0;
    for (int i = 0; i < size; i++) {
      bits |= (bytes.get()[i] & 0xffL) << (8 * i);
    }
    return Arithmetic.known(bits);
  }

  /** Whether the dynamic linker writes something there that is not known. */
  private boolean isLinked(long address) {
    return switch (base.word(address)) {
      case Word.Value v -> false;
      case Word.Import i -> true;
      case Word.Unreadable u -> base.read(address, 8).isPresent();
    };
  }

  /** A byte from 0 to 255, or -1 if it is not known. */
  int loadByte(long address) {
    Page page = pages.get(address >> SHIFT);
    byte tag = page == null ? NOT_WRITTEN : page.tags[(int) (address & (PAGE - 1))];
    if (page != null && tag == KNOWN) {
      return page.data[(int) (address & (PAGE - 1))] & 0xff;
    }
    if (tag == NOT_WRITTEN && loadBase(address, 1) instanceof Known(long bits)) {
      return (int) bits;
    }
    return -1;
  }

  void store(long address, int size, Value value) {
    if (value instanceof Known(long bits)) {
      for (int i = 0; i < size; i++) {
        put(address + i, KNOWN, (byte) (bits >>> (8 * i)));
      }
    } else if (value instanceof Value.Unknown || size < 4 || cells.size() >= MOST_CELLS) {
      forget(address, size);
    } else {
      for (int i = 0; i < size; i++) {
        put(address + i, (byte) (CELL + i), (byte) 0);
      }
      cells.put(address, new Cell(value, size));
    }
  }

  /** Makes bytes unknown. */
  void forget(long address, long size) {
    for (long i = 0; i < size; i++) {
      put(address + i, UNKNOWN, (byte) 0);
    }
  }

  private void put(long address, byte tag, byte data) {
    long number = address >> SHIFT;
    Page page = pages.get(number);
    if (page == null || page.owner != owner) {
      if (allowance.pages >= MOST_PAGES) {
        exhausted = true;
        return;
      }
      allowance.pages++;
      page =
          page == null
              ? new Page(new byte[PAGE], new byte[PAGE], owner)
              : new Page(page.data.clone(), page.tags.clone(), owner);
      pages.put(number, page);
    }
    int offset = (int) (address & (PAGE - 1));
    page.printed = false;
    page.tags[offset] = tag;
    page.data[offset] = data;
  }

  /** Puts a value in the place of another, wherever it is stored. */
  void substitute(Value old, Value replacement) {
    for (Map.Entry<Long, Cell> entry : Map.copyOf(cells).entrySet()) {
      Cell cell = entry.getValue();
      if (cell.value.equals(old)) {
        if (loadCell(entry.getKey(), cell.size).equals(old)) {
          store(entry.getKey(), cell.size, replacement);
        }
        cells.remove(entry.getKey());
      }
    }
  }

  /** Forgets every result of a call, of which the numbers are about to lose their meaning. */
  void forgetResults() {
    for (Cell cell : java.util.Set.copyOf(cells.values())) {
      if (cell.value instanceof Value.Result) {
        substitute(cell.value, Arithmetic.UNKNOWN);
      }
    }
  }

  private byte tag(long address) {
    Page page = pages.get(address >> SHIFT);
    return page == null ? NOT_WRITTEN : page.tags[(int) (address & (PAGE - 1))];
  }

  private boolean allNotWritten(long address, int size) {
    for (int i = 0; i < size; i++) {
      if (tag(address + i) != NOT_WRITTEN) {
        return false;
      }
    }
    return true;
  }

  /**
   * A number that differs if what was stored differs.
   *
   * @param stackFrom stack below this address is dead and not counted
   * @param stackTo stack from this address on is not counted
   */
  long fingerprint(long stackFrom, long stackTo) {
    long sum = 0;
    for (Map.Entry<Long, Page> entry : pages.entrySet()) {
      long start = entry.getKey() << SHIFT;
      Page page = entry.getValue();
      if (!Regions.isStack(start) || (start >= stackFrom && start + PAGE <= stackTo)) {
        if (!page.printed) {
          page.print = print(page, start, start, start + PAGE);
          page.printed = true;
        }
        sum += page.print;
      } else if (start + PAGE > stackFrom && start < stackTo) {
        sum += print(page, start, stackFrom, stackTo);
      }
    }
    return sum;
  }

  private long print(Page page, long start, long from, long to) {
    long sum = 0;
    for (int i = 0; i < PAGE; i++) {
      long address = start + i;
      byte tag = page.tags[i];
      if (tag == NOT_WRITTEN || address < from || address >= to) {
        continue;
      }
      long content = (long) tag << 8 | (page.data[i] & 0xff);
      if (tag == CELL) {
        Cell cell = cells.get(address);
        content ^= cell == null ? 0 : (long) cell.hashCode() << 16;
      }
      sum += mix(address * 0x9e37_79b9_7f4a_7c15L ^ content);
    }
    return sum;
  }

  private static long mix(long value) {
    long x = (value ^ value >>> 31) * 0xbf58_476d_1ce4_e5b9L;
    x = (x ^ x >>> 27) * 0x94d0_49bb_1331_11ebL;
    return x ^ x >>> 29;
  }

  @Override
  public ByteOrder order() {
    return base.order();
  }

  @Override
  public int pointerSize() {
    return base.pointerSize();
  }

  @Override
  public Optional<byte[]> read(long address, int size) {
    if (size < 0 || size > 65_536) {
      return Optional.empty();
    }
    boolean touched = false;
    for (long page = address >> SHIFT; page <= (address + size) >> SHIFT && !touched; page++) {
      touched = pages.containsKey(page);
    }
    if (!touched) {
      return Regions.isMadeUp(address) ? Optional.empty() : base.read(address, size);
    }
    byte[] bytes = base.read(address, size).orElseGet(() -> new byte[0]);
    boolean readable = bytes.length == size;
    byte[] result = readable ? bytes.clone() : Arrays.copyOf(bytes, size);
    for (int i = 0; i < size; i++) {
      if (readable && tag(address + i) == NOT_WRITTEN) {
        continue;
      }
      int known = loadByte(address + i);
      if (known < 0) {
        return Optional.empty();
      }
      result[i] = (byte) known;
    }
    return Optional.of(result);
  }

  @Override
  public Word word(long address) {
    return switch (load(address, 8)) {
      case Known(long bits) -> new Word.Value(bits);
      case Value.Symbol(String symbol, long addend) -> new Word.Import(symbol, addend);
      default -> new Word.Unreadable();
    };
  }
}
