package io.abiwarden.core.code;

/**
 * Where control goes from an instruction, as far as its bytes alone say.
 *
 * @param kind how
 * @param target where to, for jumps, branches and calls
 * @param next the address behind the instruction
 */
record Flow(Kind kind, long target, long next) {

  enum Kind {
    /** To the next instruction; also calls of what is not in the bytes. */
    NEXT,
    JUMP,
    /** To the target or to the next instruction. */
    BRANCH,
    CALL,
    /** Back to the caller, or to where the bytes do not say. */
    AWAY,
    /** Nowhere: a trap. */
    STOP
  }
}
