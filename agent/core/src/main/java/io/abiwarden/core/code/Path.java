package io.abiwarden.core.code;

import io.abiwarden.core.memory.Memory;
import java.util.List;

/**
 * One way through an entry function.
 *
 * @param calls the calls of imported functions on this path, in order
 * @param end how the path ends
 * @param returned the value returned, unknown unless the path ends in a return
 * @param memory the image's memory with what the path stored at known addresses
 */
public record Path(List<Call> calls, End end, Value returned, Memory memory) {

  /** How a path ends. */
  public enum End {
    /** The function returns. */
    RETURN,
    /** A call that does not come back: {@code abort}, {@code exit}, a trap. */
    NO_RETURN,
    /** The path was given up: code that is not understood, or over the budget. */
    LOST
  }

  /**
   * A call of an imported function.
   *
   * @param symbol the function's name
   * @param arguments the first six integer arguments, by the platform's calling convention
   */
  public record Call(String symbol, List<Value> arguments) {}
}
