package io.abiwarden.core.code;

import io.abiwarden.core.memory.Memory;
import java.util.List;
import java.util.Set;

/**
 * One way through an entry function.
 *
 * <p>A path on which nothing failed ({@link #succeeds()}) is one that an import can be expected to
 * take; the others show what happens when Python reports an error half-way.
 *
 * @param calls the calls of imported functions on this path, in order; calls that only count
 *     references ({@code _Py_Dealloc} and its kind) are left out
 * @param end how the path ends
 * @param returned the value returned, unknown unless the path ends in a return
 * @param memory the image's memory with what the path stored at known addresses. Addresses outside
 *     of the image that occur as values (the stack, blocks that were allocated) can be read from it
 *     as well. Bytes that are not known are unreadable. Safe for several threads if the image's is
 * @param failed indices into {@code calls} of the calls that are taken to have failed here, in the
 *     order in which the code found out
 * @param absent weak symbols, and symbols looked up by name at run time, that are taken not to
 *     exist on this path
 * @param taken on which builds of Python the code goes this way, where it looks at an object of
 *     Python's to find out
 * @param complete whether every instruction on the way was followed. If not, something was stepped
 *     over (a function given up, a call of an address that is not known, memory written at an
 *     address outside of everything): calls and stores may be missing
 * @param guessed whether a loop was left, or gone on with, without a reason to do so, and the other
 *     way not followed: there are ways that no path shows
 */
public record Path(
    List<Call> calls,
    End end,
    Value returned,
    Memory memory,
    List<Integer> failed,
    Set<String> absent,
    Taken taken,
    boolean complete,
    boolean guessed) {

  /** Copies the collections. */
  public Path {
    calls = List.copyOf(calls);
    failed = List.copyOf(failed);
    absent = Set.copyOf(absent);
  }

  /**
   * A path that was followed whole, on which nothing failed.
   *
   * @param calls as in the canonical constructor
   * @param end as in the canonical constructor
   * @param returned as in the canonical constructor
   * @param memory as in the canonical constructor
   */
  public Path(List<Call> calls, End end, Value returned, Memory memory) {
    this(calls, end, returned, memory, List.of(), Set.of(), Taken.EVERYWHERE, true, false);
  }

  /** Whether no call is taken to have failed, and the path returns. */
  public boolean succeeds() {
    return failed.isEmpty() && end == End.RETURN;
  }

  /** On which builds of Python code goes a way. */
  public enum Taken {
    /** On those with a GIL. */
    WITH_GIL,
    /** On free-threaded ones. */
    FREE_THREADED,
    /** On all: it does not ask. */
    EVERYWHERE;

    /** Whether the way is one of a build's. */
    public boolean includes(boolean freeThreaded) {
      return this == EVERYWHERE || freeThreaded == (this == FREE_THREADED);
    }
  }

  /** How a path ends. */
  public enum End {
    /** The function returns. */
    RETURN,
    /** A call that does not come back: {@code abort}, {@code exit}, a trap, an endless loop. */
    NO_RETURN,
    /** The path was given up: code that is not understood, or over the budget. */
    LOST
  }

  /**
   * A call of an imported function.
   *
   * @param symbol the function's name, or {@link #SOMEWHERE}
   * @param arguments the first six integer arguments, by the platform's calling convention; those
   *     that the function does not have are whatever the registers held, those that do not lie in
   *     registers (from the fifth on, on 64-bit Windows for x86-64) are unknown
   */
  public record Call(String symbol, List<Value> arguments) {

    /** The name given to functions whose address only a running process knows. */
    public static final String SOMEWHERE = "?";

    /** Copies the list. */
    public Call {
      arguments = List.copyOf(arguments);
    }
  }
}
