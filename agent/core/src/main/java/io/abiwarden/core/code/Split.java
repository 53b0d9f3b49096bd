package io.abiwarden.core.code;

import io.abiwarden.core.code.Flags.Compared;
import io.abiwarden.core.code.Value.Header;
import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.code.Value.Result;
import io.abiwarden.core.code.Value.Symbol;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A test of a call's result or of a weak symbol: what is taken to be true first, and what else may
 * be.
 *
 * @param answer the answer, if what was found out earlier on this path decides it
 * @param expected what to note where the expected holds
 * @param otherwise what to note where it does not
 * @param fails whether a call has failed where the expected does not hold; if not, that is usual
 *     too
 * @param subject the value tested
 * @param value what it is where the expected holds
 */
record Split(
    Optional<Boolean> answer,
    Consumer<State> expected,
    Consumer<State> otherwise,
    boolean fails,
    Value subject,
    Value value) {

  private static final Value MINUS_ONE = new Known(-1);

  /** What a test can be split into; empty if the value tested says nothing. */
  static Optional<Split> of(Decisions decisions, State state, Flags flags, Condition condition) {
    if (!(flags instanceof Compared(Value left, Value right, int size, boolean partial))) {
      return Optional.empty();
    }
    boolean symmetric = condition == Condition.EQUAL || condition == Condition.NOT_EQUAL;
    if (symmetric && (left instanceof Known || right instanceof Header)) {
      return ofPair(decisions, state, right, left, size, condition);
    }
    return partial && !symmetric
        ? Optional.empty()
        : ofPair(decisions, state, left, right, size, condition);
  }

  private static Optional<Split> ofPair(
      Decisions decisions, State state, Value left, Value right, int size, Condition condition) {
    return switch (left) {
      case Result(int call) when right instanceof Known(long number) ->
          ofResult(state, call, number, size, condition);
      case Symbol symbol when size == 8 -> ofSymbol(decisions, state, symbol, right, condition);
      case Header header when size == 8 -> ofHeader(state, header, right, condition);
      default -> Optional.empty();
    };
  }

  private static Optional<Split> ofResult(
      State state, int call, long number, int size, Condition condition) {
    Value result = new Result(call);
    KnownFunctions.ResultKind kind = KnownFunctions.resultOf(state.calls().get(call).symbol());
    return switch (kind) {
      case STATUS ->
          Optional.of(
              new Split(
                  Optional.empty(),
                  s -> s.substitute(result, Arithmetic.ZERO),
                  s -> {
                    s.substitute(result, MINUS_ONE);
                    s.failed.add(call);
                  },
                  true,
                  result,
                  Arithmetic.ZERO));
      case ERROR ->
          Optional.of(
              new Split(
                  Optional.empty(),
                  s -> s.substitute(result, Arithmetic.ZERO),
                  s -> {
                    s.notNull.add(call);
                    s.failed.add(call);
                  },
                  true,
                  result,
                  Arithmetic.ZERO));
      case NUMBER -> ofNumber(state, call, number, size, condition);
      case TRUTH, OTHER, LOOKUP -> {
        boolean whole = size == 8 || (size == 4 && kind == KnownFunctions.ResultKind.TRUTH);
        if (!whole || number != 0) {
          yield Optional.empty();
        }
        if (state.notNull.contains(call)) {
          yield Optional.of(answered(notNull(condition)));
        }
        yield Optional.of(
            new Split(
                Optional.empty(),
                s -> s.notNull.add(call),
                s -> {
                  s.substitute(result, Arithmetic.ZERO);
                  if (kind == KnownFunctions.ResultKind.LOOKUP) {
                    s.deviations++;
                  } else {
                    s.failed.add(call);
                  }
                },
                kind != KnownFunctions.ResultKind.LOOKUP,
                result,
                result));
      }
    };
  }

  /** A number that is -1 with an error: all that is decided is whether there was one. */
  private static Optional<Split> ofNumber(
      State state, int call, long number, int size, Condition condition) {
    boolean tests =
        switch (condition) {
          case EQUAL, NOT_EQUAL -> Arithmetic.signExtend(number, size) == -1;
          case LESS, GREATER_OR_EQUAL, NEGATIVE, NOT_NEGATIVE -> number == 0;
          default -> false;
        };
    if (!tests) {
      return Optional.empty();
    }
    if (state.notNull.contains(call)) {
      return Optional.of(
          answered(
              switch (condition) {
                case NOT_EQUAL, GREATER_OR_EQUAL, NOT_NEGATIVE -> true;
                default -> false;
              }));
    }
    Value result = new Result(call);
    return Optional.of(
        new Split(
            Optional.empty(),
            s -> s.notNull.add(call),
            s -> {
              s.substitute(result, MINUS_ONE);
              s.failed.add(call);
            },
            true,
            result,
            result));
  }

  private static Optional<Split> ofSymbol(
      Decisions decisions, State state, Symbol symbol, Value right, Condition condition) {
    if (Arithmetic.isZero(right, 8)) {
      if (!decisions.isWeak(state, symbol)) {
        return Optional.of(answered(notNull(condition)));
      }
      return Optional.of(
          new Split(
              Optional.empty(),
              s -> s.present.add(symbol.symbol()),
              s -> {
                s.substitute(symbol, Arithmetic.ZERO);
                s.absent.add(symbol.symbol());
                s.deviations++;
              },
              false,
              symbol,
              symbol));
    }
    // An imported symbol lies neither at a number nor where another one does.
    boolean apart = right instanceof Known || right instanceof Symbol;
    if (apart && condition == Condition.EQUAL) {
      return Optional.of(answered(false));
    }
    return apart && condition == Condition.NOT_EQUAL
        ? Optional.of(answered(true))
        : Optional.empty();
  }

  /** Whether an object's type is where builds of one kind have it says which kind the build is. */
  private static Optional<Split> ofHeader(
      State state, Header header, Value right, Condition condition) {
    boolean equality = condition == Condition.EQUAL || condition == Condition.NOT_EQUAL;
    if (!equality || !right.equals(Header.TYPE)) {
      return Optional.empty();
    }
    boolean gil = header.offset() == Header.GIL;
    Path.Taken where = gil ? Path.Taken.WITH_GIL : Path.Taken.FREE_THREADED;
    Path.Taken elsewhere = gil ? Path.Taken.FREE_THREADED : Path.Taken.WITH_GIL;
    if (state.taken != Path.Taken.EVERYWHERE) {
      return Optional.of(answered((state.taken == where) == (condition == Condition.EQUAL)));
    }
    return Optional.of(
        new Split(
            Optional.empty(),
            s -> s.taken = where,
            s -> s.taken = elsewhere,
            false,
            header,
            Header.TYPE));
  }

  private static Split answered(boolean answer) {
    return new Split(
        Optional.of(answer), s -> {}, s -> {}, false, Arithmetic.UNKNOWN, Arithmetic.UNKNOWN);
  }

  /** What a comparison of a valid pointer with NULL says: those of user space are positive. */
  private static boolean notNull(Condition condition) {
    return switch (condition) {
      case NOT_EQUAL, GREATER, GREATER_OR_EQUAL, ABOVE, ABOVE_OR_EQUAL -> true;
      case NOT_NEGATIVE, NO_OVERFLOW, PARITY -> true;
      default -> false;
    };
  }
}
