package io.abiwarden.worker.inspect;

import io.abiwarden.core.code.ApiVersions;
import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.HeaderKind;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.evidence.Ending;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.evidence.EvidenceReader;
import io.abiwarden.core.evidence.GilCall;
import io.abiwarden.core.evidence.Needs;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.python.SlotReading.Gil;
import io.abiwarden.core.python.SlotReading.Interpreters;
import io.abiwarden.worker.inspect.ExtensionInspection.SlotLine;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is read of one image, without what differs between systems: addresses, order, libraries.
 *
 * @param entries its entry functions by name, and what their code does
 * @param definitions its definitions by entry function, with every slot
 * @param needs the names of Python's that it needs
 * @param outsideStableAbi those that are in no Stable ABI
 * @param minimumMinor the oldest Python 3 with all those of the Stable ABI
 * @param apiVersions the API versions that its code passes
 */
record Facts(
    List<Entry> entries,
    List<Definition> definitions,
    Set<String> needs,
    Set<String> outsideStableAbi,
    int minimumMinor,
    Set<Integer> apiVersions) {

  /** An entry function; {@code headers} are those of the definitions that it hands out. */
  record Entry(
      String symbol,
      String module,
      Phase phase,
      Ending ending,
      OptionalInt apiVersion,
      GilCall gilCall,
      boolean exact,
      List<HeaderKind> headers) {

    Entry withoutCode(boolean found) {
      GilCall call = gilCall == GilCall.NEVER ? gilCall : GilCall.UNKNOWN;
      List<HeaderKind> seen = found ? headers : List.of();
      return new Entry(
          symbol, module, phase, Ending.UNKNOWN, OptionalInt.empty(), call, false, seen);
    }
  }

  /** A definition; {@code slots} are the ids, names and constants. */
  record Definition(
      Optional<String> module,
      Optional<String> entry,
      Phase phase,
      DefinitionLayout layout,
      List<String> slots,
      Gil gil,
      Interpreters interpreters,
      Optional<AbiInfo> abiInfo) {

    /** Slots that are not there in the file may be stored by initialisers, which were not read. */
    Definition withoutInitialisers() {
      boolean open = entry.isPresent() && phase == Phase.MULTI && slots.isEmpty();
      return open
          ? new Definition(module, entry, phase, layout, slots, Gil.UNKNOWN, interpreters, abiInfo)
          : this;
    }

    Definition withoutCode(boolean found) {
      if (entry.isEmpty() || (found && phase == Phase.MULTI)) {
        return withoutInitialisers();
      }
      if (found && phase == Phase.EXPORT) {
        return this;
      }
      boolean single = phase == Phase.SINGLE;
      return new Definition(
          found ? module : Optional.empty(),
          entry,
          phase,
          found || phase == Phase.EXPORT ? layout : DefinitionLayout.UNKNOWN,
          List.of(),
          single && gil == Gil.ABSENT ? gil : Gil.UNKNOWN,
          single ? interpreters : Interpreters.UNKNOWN,
          Optional.empty());
    }
  }

  /** Reads an image. */
  static Facts of(Image image, byte[] file) {
    Evidence evidence = EvidenceReader.read(image, ByteBuffer.wrap(file));
    Needs needs = evidence.needs();
    return new Facts(
        evidence.entries().stream()
            .map(Facts::entry)
            .sorted(Comparator.comparing(Entry::symbol))
            .toList(),
        DefinitionLines.of(evidence).stream()
            .map(Facts::definition)
            .sorted(
                Comparator.comparing((Definition d) -> d.entry().orElse(""))
                    .thenComparing(d -> d.module().orElse("")))
            .toList(),
        new TreeSet<>(needs.names()),
        new TreeSet<>(needs.outsideStableAbi()),
        needs.minimumMinor(),
        ApiVersions.of(image));
  }

  /**
   * What is read where an entry function is followed, and what runs before it is not: on Windows.
   */
  Facts withoutInitialisers() {
    return new Facts(
        entries,
        definitions.stream().map(Definition::withoutInitialisers).toList(),
        needs,
        outsideStableAbi,
        minimumMinor,
        apiVersions);
  }

  /**
   * What is read where code is not followed: what static data and symbols tell.
   *
   * @param found whether the relocation to its name finds the definition; of what {@code
   *     PyModExport_} functions return, whether the slots lie there as they are returned
   */
  Facts withoutCode(boolean found) {
    return new Facts(
        entries.stream().map(entry -> entry.withoutCode(found)).toList(),
        definitions.stream().map(definition -> definition.withoutCode(found)).toList(),
        needs,
        outsideStableAbi,
        minimumMinor,
        Set.of());
  }

  private static Entry entry(EntryEvidence entry) {
    return new Entry(
        entry.entry().symbol(),
        entry.entry().module(),
        entry.phase(),
        entry.ending(),
        entry.apiVersion(),
        entry.gilCall(),
        entry.exact(),
        entry.definitions().stream().map(RawDefinition::header).toList());
  }

  private static Definition definition(ExtensionInspection.Definition definition) {
    return new Definition(
        definition.module(),
        definition.entry(),
        definition.phase(),
        definition.layout(),
        definition.slots().stream().map(Facts::slot).toList(),
        definition.gil(),
        definition.multipleInterpreters(),
        definition.abiInfo());
  }

  private static String slot(SlotLine slot) {
    // Where something lies differs; whether it is there does not.
    String value = slot.value().orElse("?").replaceAll("^0x[0-9a-f]{3,}$", "somewhere");
    return slot.id() + " " + slot.name().orElse("?") + " " + value;
  }
}
