package io.abiwarden.core.evidence;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.image.EntryFunction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What is known of one entry function.
 *
 * @param entry the function
 * @param phase how its module is initialised
 * @param definitions the definitions it may hand to Python: none if unknown, several if it chooses
 * @param exported the slots it returns, for {@link Phase#EXPORT}
 * @param apiVersion the API version it creates the module with: 1013 or, under the Limited API, 3
 * @param gilCall what it says of the GIL, for {@link Phase#SINGLE}
 * @param ending how its code ends
 * @param direct whether nothing is known to go wrong before its code hands the definition to Python
 * @param exact whether all of this was read from its code; otherwise it is concluded from the
 *     file's symbols and static data
 */
public record EntryEvidence(
    EntryFunction entry,
    Phase phase,
    List<RawDefinition> definitions,
    Optional<SlotArray> exported,
    OptionalInt apiVersion,
    GilCall gilCall,
    Ending ending,
    boolean direct,
    boolean exact) {

  /** Copies the list. */
  public EntryEvidence {
    definitions = List.copyOf(definitions);
  }

  /** Every slot of what it hands out, whichever definition that is, nested ones included. */
  public List<Slot> slots() {
    return Stream.concat(
            definitions.stream().flatMap(definition -> definition.slots().stream()),
            exported.stream())
        .flatMap(SlotArray::flat)
        .toList();
  }

  /** Every ABI info in its slots. */
  public List<AbiInfo> abiInfos() {
    return slots().stream().flatMap(slot -> slot.abiInfo().stream()).toList();
  }

  /** The same entry with a definition that was seen in a live process. */
  public EntryEvidence withDefinition(RawDefinition definition, Phase seen) {
    return new EntryEvidence(
        entry,
        seen,
        List.of(definition),
        exported,
        apiVersion,
        gilCall,
        Ending.RETURNS,
        direct,
        true);
  }

  /** The same entry with the slots that it was seen to return. */
  public EntryEvidence withExported(SlotArray seen) {
    return new EntryEvidence(
        entry,
        phase,
        definitions,
        Optional.of(seen),
        apiVersion,
        gilCall,
        Ending.RETURNS,
        direct,
        true);
  }
}
