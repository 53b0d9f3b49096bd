package io.abiwarden.core.code;

import io.abiwarden.core.code.Value.Header;
import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.code.Value.Symbol;
import io.abiwarden.core.image.Image;
import java.util.Map;

/** Loads and stores of a path, at addresses of which not all is known. */
final class Accesses {

  /** Addresses below this are never mapped: using one is using NULL. */
  private static final long NULL_PAGE = 4096;

  /** Images start at 0 on paper, with a header that code does not read. */
  private static final long HEADER = 64;

  private static final String STACK_GUARD = "__stack_chk_guard";

  private final Image image;
  private final Map<String, Long> data;

  Accesses(Image image, Map<String, Long> data) {
    this.image = image;
    this.data = Map.copyOf(data);
  }

  boolean isWritable(long address) {
    return Regions.isMadeUp(address) || image.isWritable(address);
  }

  /** Loads 1, 2, 4 or 8 bytes. */
  Value load(State state, Value address, int size) {
    return switch (address) {
      case Known(long bits) -> loadKnown(state, bits, size);
      case Symbol symbol -> loadSymbol(symbol, size);
      default -> Arithmetic.UNKNOWN;
    };
  }

  private Value loadKnown(State state, long address, int size) {
    if (isNull(address) && (address < HEADER || image.memory().read(address, size).isEmpty())) {
      crash(state);
      return Arithmetic.UNKNOWN;
    }
    Value value = state.memory.load(address, size);
    if (value instanceof Symbol s && s.addend() == 0) {
      boolean absent = state.absent.contains(s.symbol()) || KnownFunctions.isNowhere(s.symbol());
      return absent ? Arithmetic.ZERO : value;
    }
    if (value instanceof Known && image.isWritable(address)) {
      state.readInitialData = true;
    }
    return value instanceof Value.Unknown
            && size == 8
            && state.memory.load(address, 4) instanceof Known low
        ? state.half(low)
        : value;
  }

  private Value loadSymbol(Symbol symbol, int size) {
    if (symbol.symbol().equals(STACK_GUARD)) {
      return Arithmetic.truncate(new Known(Regions.STACK_GUARD), size);
    }
    Long known = data.get(symbol.symbol());
    long offset = symbol.addend();
    boolean mayBeType = offset == Header.GIL || offset == Header.FREE_THREADED;
    if (known == null && size == 8 && mayBeType && Header.isType(symbol)) {
      return new Header(symbol.symbol(), offset);
    }
    if (known == null || offset < 0 || offset + size > 8) {
      return Arithmetic.UNKNOWN;
    }
    return Arithmetic.known(known >>> (8 * offset) & Arithmetic.mask(size));
  }

  /** Stores 1, 2, 4 or 8 bytes; where the address is not known, nothing is taken to be hit. */
  void store(State state, Value address, int size, Value value) {
    if (!(address instanceof Known(long bits))) {
      return;
    }
    if (isNull(bits) && !image.isWritable(bits)) {
      crash(state);
    } else if (isWritable(bits)) {
      state.memory.store(bits, size, Arithmetic.truncate(value, size));
      if (size == 8 && value instanceof Value.Unknown) {
        state.lowHalf(value).ifPresent(low -> state.memory.store(bits, 4, low));
      }
    } else {
      state.complete = false;
    }
  }

  /** Makes bytes unknown that something not understood may have written. */
  void forget(State state, Value address, long size) {
    if (address instanceof Known(long bits) && isWritable(bits)) {
      state.memory.forget(bits, size);
    }
  }

  private static boolean isNull(long address) {
    return address >= 0 && address < NULL_PAGE;
  }

  /** A use of NULL is a crash if the NULL cannot be due to an assumption. */
  private static void crash(State state) {
    if (state.complete && !state.readInitialData && state.failed.isEmpty()) {
      state.finish(Path.End.NO_RETURN, Arithmetic.UNKNOWN);
    } else {
      state.lost = true;
    }
  }
}
