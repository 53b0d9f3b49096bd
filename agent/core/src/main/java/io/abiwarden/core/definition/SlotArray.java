package io.abiwarden.core.definition;

import java.util.List;
import java.util.stream.Stream;

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

  /** All entries, those of a nested array after the one that points to it. */
  public Stream<Slot> flat() {
    return slots.stream()
        .flatMap(
            slot ->
                Stream.concat(Stream.of(slot), slot.nested().stream().flatMap(SlotArray::flat)));
  }
}
