package io.abiwarden.core.definition;

import java.util.List;

/**
 * A slot array up to its end marker, which is not part of it.
 *
 * @param slots the entries in order
 * @param complete false if the end was not reached: unreadable, longer than the limit, nested too
 *     deep, or still to be filled at run time
 */
public record SlotArray(List<Slot> slots, boolean complete) {

  /** Copies the list. */
  public SlotArray {
    slots = List.copyOf(slots);
  }
}
