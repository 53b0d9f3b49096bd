package io.abiwarden.core.python;

import io.abiwarden.core.definition.AbiInfo;
import java.util.List;
import java.util.Optional;

/**
 * What one version of Python makes of a module's slots.
 *
 * @param gil what the module says of the GIL
 * @param interpreters what it says of subinterpreters
 * @param abiInfos every ABI info it carries, in order
 * @param creates whether it makes its own object ({@code Py_mod_create})
 * @param executes whether it has code to run after creation ({@code Py_mod_exec})
 * @param problem what this Python refuses, the first one met; whatever comes after is not read
 * @param complete whether the slots could be read to their end
 */
public record SlotReading(
    Gil gil,
    Interpreters interpreters,
    List<AbiInfo> abiInfos,
    boolean creates,
    boolean executes,
    Optional<Problem> problem,
    boolean complete) {

  /** Copies the list. */
  public SlotReading {
    abiInfos = List.copyOf(abiInfos);
  }

  /** {@code Py_mod_gil}. */
  public enum Gil {
    /** The slot is missing, which means used. */
    ABSENT("absent"),
    /** {@code Py_MOD_GIL_USED}, or what counts as that. */
    USED("used"),
    /** {@code Py_MOD_GIL_NOT_USED}. */
    NOT_USED("not-used"),
    /** What was read does not tell. */
    UNKNOWN("unknown");

    private final String word;

    Gil(String word) {
      this.word = word;
    }

    /** The word used in reports. */
    public String word() {
      return word;
    }
  }

  /** {@code Py_mod_multiple_interpreters}. */
  public enum Interpreters {
    /** The slot is missing, which means supported, but not with an own GIL. */
    ABSENT("absent"),
    NOT_SUPPORTED("not-supported"),
    SUPPORTED("supported"),
    PER_INTERPRETER_GIL("per-interpreter-gil"),
    /** What was read does not tell. */
    UNKNOWN("unknown");

    private final String word;

    Interpreters(String word) {
      this.word = word;
    }

    /** The word used in reports. */
    public String word() {
      return word;
    }
  }

  /**
   * Something in the slots that makes creation of the module fail.
   *
   * @param unknownSlot whether it is a slot that this Python does not know
   * @param text Python's own words, without the module's name
   */
  public record Problem(boolean unknownSlot, String text) {}
}
