package io.abiwarden.core.code;

import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.code.Value.Result;
import io.abiwarden.core.code.Value.Symbol;
import io.abiwarden.core.code.Value.Unknown;
import java.util.function.LongBinaryOperator;

/** Arithmetic on values of 1, 2, 4 or 8 bytes of which not all is known. */
final class Arithmetic {

  static final Value UNKNOWN = new Unknown();
  static final Value ZERO = new Known(0);

  private Arithmetic() {}

  static long mask(int size) {
    return size >= 8 ? -1L : (1L << (size * 8)) - 1;
  }

  static long signExtend(long bits, int size) {
    int shift = 64 - size * 8;
    return bits << shift >> shift;
  }

  static Value known(long bits) {
    return bits == 0 ? ZERO : new Known(bits);
  }

  /** A value cut to a size. The low half of a call's result still stands for that result. */
  static Value truncate(Value value, int size) {
    if (size >= 8) {
      return value;
    }
    return switch (value) {
      case Known(long bits) -> known(bits & mask(size));
      case Result r when size == 4 -> r;
      default -> UNKNOWN;
    };
  }

  /** Sign extension; an {@code int} result widened still stands for that result. */
  static Value widenSigned(Value value, int from, int to) {
    return switch (value) {
      case Known(long bits) -> known(signExtend(bits, from) & mask(to));
      case Result r when from >= 4 -> r;
      default -> UNKNOWN;
    };
  }

  static Value add(Value a, Value b, int size) {
    if (a instanceof Known(long x) && b instanceof Known(long y)) {
      return known((x + y) & mask(size));
    }
    if (isZero(b, size)) {
      return truncate(a, size);
    }
    if (isZero(a, size)) {
      return truncate(b, size);
    }
    if (size == 8 && a instanceof Symbol(String name, long addend) && b instanceof Known(long y)) {
      return new Symbol(name, addend + y);
    }
    if (size == 8 && b instanceof Symbol(String name, long addend) && a instanceof Known(long x)) {
      return new Symbol(name, addend + x);
    }
    return UNKNOWN;
  }

  static Value subtract(Value a, Value b, int size) {
    if (b instanceof Known(long y)) {
      return add(a, known(-y & mask(size)), size);
    }
    if (a instanceof Symbol(String left, long x)
        && b instanceof Symbol(String right, long y)
        && left.equals(right)) {
      return known((x - y) & mask(size));
    }
    return a.equals(b) && a instanceof Result ? ZERO : UNKNOWN;
  }

  static Value and(Value a, Value b, int size) {
    if (isZero(a, size) || isZero(b, size)) {
      return ZERO;
    }
    if (isAllOnes(b, size) || a.equals(b)) {
      return truncate(a, size);
    }
    return isAllOnes(a, size) ? truncate(b, size) : apply(a, b, size, (x, y) -> x & y);
  }

  static Value or(Value a, Value b, int size) {
    if (isAllOnes(a, size) || isAllOnes(b, size)) {
      return known(mask(size));
    }
    if (isZero(b, size) || a.equals(b)) {
      return truncate(a, size);
    }
    return isZero(a, size) ? truncate(b, size) : apply(a, b, size, (x, y) -> x | y);
  }

  static Value xor(Value a, Value b, int size) {
    if (a.equals(b) && !(a instanceof Unknown)) {
      return ZERO;
    }
    if (isZero(b, size)) {
      return truncate(a, size);
    }
    return isZero(a, size) ? truncate(b, size) : apply(a, b, size, (x, y) -> x ^ y);
  }

  static Value multiply(Value a, Value b, int size) {
    return isZero(a, size) || isZero(b, size) ? ZERO : apply(a, b, size, (x, y) -> x * y);
  }

  /** Applies an operator to operands that are both known; the result is cut to the size. */
  static Value apply(Value a, Value b, int size, LongBinaryOperator operator) {
    if (a instanceof Known(long x) && b instanceof Known(long y)) {
      return known(operator.applyAsLong(x & mask(size), y & mask(size)) & mask(size));
    }
    return UNKNOWN;
  }

  static boolean isZero(Value value, int size) {
    return value instanceof Known(long bits) && (bits & mask(size)) == 0;
  }

  private static boolean isAllOnes(Value value, int size) {
    return value instanceof Known(long bits) && (bits & mask(size)) == mask(size);
  }
}
