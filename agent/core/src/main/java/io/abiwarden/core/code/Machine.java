package io.abiwarden.core.code;

import io.abiwarden.core.code.Value.Known;
import java.util.Optional;

/** What a processor's instructions do, and its calling convention. */
interface Machine {

  /**
   * Follows the instruction at {@link State#pc}, and moves on. A decision ({@link
   * Decisions#decide}) comes before everything else that an instruction changes, since the
   * instruction is followed again on the other path.
   */
  void step(State state);

  /** Where control goes from an instruction; empty if it is not one. */
  Optional<Flow> flow(long address);

  /** How many general registers there are. */
  int registerCount();

  /** The register that holds a function's result. */
  int resultRegister();

  int stackRegister();

  /** Whether a function leaves a register as it found it. */
  boolean isPreserved(int register);

  /** Makes what a called function may change unknown. */
  void clobber(State state);

  /** Lays a return address where a called function expects it. */
  void enter(State state, long returnAddress);

  /** Goes back to the caller of the function that the path is in. */
  void leave(State state);

  /** An integer argument of a call; unknown if it does not lie in a register. */
  Value argument(State state, int index);

  /** Sets an integer argument of a function that is about to start, one that lies in a register. */
  void pass(State state, int index, Value value);

  /** Sets the registers that every function of a thread finds set. */
  default void begin(State state) {}

  /** The stack pointer, or an address where nothing lies if it is not known. */
  default long stackPointer(State state) {
    return state.registers[stackRegister()] instanceof Known(long bits) ? bits : 0;
  }
}
