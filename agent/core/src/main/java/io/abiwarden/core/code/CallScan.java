package io.abiwarden.core.code;

import io.abiwarden.core.code.CodePieces.Piece;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Finds calls of imported functions in code that is not followed, and the constants that are passed
 * right there. First {@link #stubs} is shown all code, then {@link #calls}.
 */
abstract sealed class CallScan permits X86CallScan, Arm64CallScan {

  /** Words and stubs that one function may be reached through; normally two or three. */
  static final int MOST_TARGETS = 1024;

  /** Calls that are looked at closely; a normal image has a few hundred at most. */
  private static final int MOST_CALLS = 4096;

  private final Map<Long, Integer> words;
  private final long lowestWord;
  private final long highestWord;
  private final Map<Long, Integer> stubs = new HashMap<>();
  private long lowestStub = Long.MAX_VALUE;
  private long highestStub = Long.MIN_VALUE;
  private int calls;

  /**
   * Looks for calls through some words.
   *
   * @param words the words' addresses, each with the register that the constant is passed in
   */
  CallScan(Map<Long, Integer> words) {
    this.words = words;
    this.lowestWord = words.keySet().stream().mapToLong(Long::longValue).min().orElse(0);
    this.highestWord = words.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
  }

  final boolean isEmpty() {
    return words.isEmpty();
  }

  /** Whether more calls are to be looked at. */
  final boolean goesOn() {
    return calls < MOST_CALLS;
  }

  /**
   * Notes the stubs in a piece of code: small functions that do no more than jump through a word.
   *
   * @return whether to go on
   */
  abstract boolean stubs(Piece piece);

  /** Gives the constants that are passed by calls in a piece of code. */
  abstract void calls(Piece piece, LongConsumer constants);

  /** The register of the constant for calls through a word; -1 if it is none of those. */
  final int throughWord(long word) {
    return word < lowestWord || word > highestWord ? -1 : words.getOrDefault(word, -1);
  }

  /** The register of the constant for calls of an address; -1 if no stub lies there. */
  final int toStub(long target) {
    // Nearly every call goes elsewhere, and is told so without a look-up.
    return target < lowestStub || target > highestStub ? -1 : stubs.getOrDefault(target, -1);
  }

  final void addStub(long address, int register) {
    if (stubs.size() < MOST_TARGETS) {
      stubs.put(address, register);
      lowestStub = Math.min(lowestStub, address);
      highestStub = Math.max(highestStub, address);
    }
  }

  final boolean hasRoom() {
    return stubs.size() < MOST_TARGETS;
  }

  /** Counts a call; false if there were too many. */
  final boolean count() {
    return ++calls <= MOST_CALLS;
  }
}
