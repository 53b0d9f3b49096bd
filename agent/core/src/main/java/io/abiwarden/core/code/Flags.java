package io.abiwarden.core.code;

import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.code.Value.Result;
import io.abiwarden.core.code.Value.Symbol;

/** The processor's condition flags, as far as they are known. */
sealed interface Flags {

  /** Unknown flags. */
  record Nothing() implements Flags {}

  /**
   * Flags that are known.
   *
   * @param below what {@link Condition#BELOW} answers: x86's carry, AArch64's carry inverted
   */
  record Bits(boolean zero, boolean negative, boolean below, boolean overflow, boolean parity)
      implements Flags {}

  /**
   * The flags of {@code left - right}, at least one of which is not a number.
   *
   * @param partial whether only EQUAL, NEGATIVE and their opposites may be asked
   */
  record Compared(Value left, Value right, int size, boolean partial) implements Flags {}

  /** Nothing is known. */
  static Flags nothing() {
    return new Nothing();
  }

  /** The flags of a comparison or subtraction. */
  static Flags compare(Value left, Value right, int size) {
    if (left instanceof Known(long a) && right instanceof Known(long b)) {
      long mask = Arithmetic.mask(size);
      long x = Arithmetic.signExtend(a, size);
      long y = Arithmetic.signExtend(b, size);
      long difference = Arithmetic.signExtend(x - y, size);
      boolean negative = difference < 0;
      boolean overflow = ((x ^ y) & (x ^ difference)) < 0;
      boolean below = Long.compareUnsigned(a & mask, b & mask) < 0;
      return new Bits(difference == 0, negative, below, overflow, parity(difference));
    }
    return new Compared(left, right, size, false);
  }

  /** The flags of a logical operation's result. */
  static Flags ofResult(Value result, int size) {
    return compare(result, Arithmetic.ZERO, size);
  }

  /** The flags of an addition, with x86's meaning of the carry. */
  static Flags add(Value left, Value right, int size) {
    if (left instanceof Known(long a) && right instanceof Known(long b)) {
      long mask = Arithmetic.mask(size);
      long x = Arithmetic.signExtend(a, size);
      long y = Arithmetic.signExtend(b, size);
      long sum = Arithmetic.signExtend(x + y, size);
      boolean overflow = ((x ^ sum) & (y ^ sum)) < 0;
      boolean carry = Long.compareUnsigned(sum & mask, a & mask) < 0;
      return new Bits(sum == 0, sum < 0, carry, overflow, parity(sum));
    }
    if (right instanceof Known(long b)) {
      return new Compared(left, Arithmetic.known(-b & Arithmetic.mask(size)), size, true);
    }
    return nothing();
  }

  private static boolean parity(long value) {
    return (Long.bitCount(value & 0xff) & 1) == 0;
  }

  /** Puts a number in the place of a call's result or of a symbol's address. */
  default Flags substitute(Value old, Value replacement) {
    if (!(this instanceof Compared(Value left, Value right, int size, boolean partial))) {
      return this;
    }
    Value newLeft = left.equals(old) ? replacement : left;
    Value newRight = right.equals(old) ? replacement : right;
    Flags full = compare(newLeft, newRight, size);
    return full instanceof Compared c && partial
        ? new Compared(c.left(), c.right(), size, true)
        : full;
  }

  /** What a condition answers. */
  default Answer ask(Condition condition) {
    return switch (this) {
      case Nothing() -> Answer.OPEN;
      case Bits bits -> Answer.of(holds(bits, condition));
      case Compared c -> compared(c, condition);
    };
  }

  /** An answer about flags of which not everything is known. */
  enum Answer {
    YES,
    NO,
    OPEN;

    static Answer of(boolean value) {
      return value ? YES : NO;
    }
  }

  private static boolean holds(Bits f, Condition condition) {
    return switch (condition) {
      case EQUAL -> f.zero;
      case LESS -> f.negative != f.overflow;
      case LESS_OR_EQUAL -> f.zero || f.negative != f.overflow;
      case BELOW -> f.below;
      case BELOW_OR_EQUAL -> f.below || f.zero;
      case NEGATIVE -> f.negative;
      case OVERFLOW -> f.overflow;
      case PARITY -> f.parity;
      default -> !holds(f, condition.negated());
    };
  }

  private static Answer compared(Compared c, Condition condition) {
    boolean simple =
        switch (condition) {
          case EQUAL, NOT_EQUAL, NEGATIVE, NOT_NEGATIVE -> true;
          default -> false;
        };
    if (c.partial && !simple) {
      return Answer.OPEN;
    }
    if (c.left.equals(c.right) && (c.left instanceof Symbol || c.left instanceof Result)) {
      return Answer.of(holds(new Bits(true, false, false, false, true), condition));
    }
    return Answer.OPEN;
  }
}
