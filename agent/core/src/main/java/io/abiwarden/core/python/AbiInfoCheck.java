package io.abiwarden.core.python;

import io.abiwarden.core.definition.AbiInfo;
import java.util.Locale;
import java.util.Optional;

/** What CPython's {@code PyABIInfo_Check} says (CPython's {@code Python/modsupport.c}, 3.15). */
public final class AbiInfoCheck {

  private static final int MINOR_MASK = 0xffff0000;
  private static final int OLDEST_STABLE = 0x03020000;

  private AbiInfoCheck() {}

  /**
   * Checks ABI info against an interpreter, in CPython's order.
   *
   * @return the text of the ImportError it raises, or empty if it accepts
   */
  public static Optional<String> refusal(AbiInfo info, InterpreterFacts python) {
    int running = python.version().hex();
    int wanted = info.abiVersion();
    if (info.majorVersion() == 0) {
      return Optional.empty();
    }
    if (info.majorVersion() > 1) {
      return Optional.of("PyABIInfo version too high");
    }
    if (info.has(AbiInfo.INTERNAL) && wanted != 0 && wanted != running) {
      return Optional.of(
          String.format(Locale.ROOT, "incompatible internal ABI (0x%x != 0x%x)", wanted, running));
    }
    if (info.has(AbiInfo.STABLE)) {
      if (wanted != 0 && Integer.compareUnsigned(wanted & MINOR_MASK, running & MINOR_MASK) > 0) {
        return Optional.of("incompatible future stable ABI version (" + minor(wanted) + ")");
      }
      if (wanted != 0 && Integer.compareUnsigned(wanted, OLDEST_STABLE) < 0) {
        return Optional.of("invalid stable ABI version (" + minor(wanted) + ")");
      }
      if (info.has(AbiInfo.INTERNAL)) {
        return Optional.of("cannot use both internal and stable ABI");
      }
    } else if (wanted != 0 && (wanted & MINOR_MASK) != (running & MINOR_MASK)) {
      return Optional.of("incompatible ABI version (" + minor(wanted) + ")");
    }
    int kind = info.flags() & (AbiInfo.GIL | AbiInfo.FREE_THREADED);
    if (python.freeThreaded() && kind == AbiInfo.GIL) {
      return Optional.of("incompatible with free-threaded CPython");
    }
    if (!python.freeThreaded() && kind == AbiInfo.FREE_THREADED) {
      return Optional.of("only compatible with free-threaded CPython");
    }
    return Optional.empty();
  }

  private static String minor(int hex) {
    return (hex >>> 24) + "." + (hex >> 16 & 0xff);
  }
}
