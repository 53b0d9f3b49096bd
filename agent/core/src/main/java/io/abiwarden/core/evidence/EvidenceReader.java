package io.abiwarden.core.evidence;

import io.abiwarden.core.code.EntryTracer;
import io.abiwarden.core.definition.DefinitionFinder;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.core.image.Image;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the evidence out of an image, without running any of it. */
public final class EvidenceReader {

  /** Entry functions whose code is followed; a file with more than that is not a normal one. */
  private static final int MAX_TRACED = 256;

  private final Image image;
  private final Needs needs;
  private final List<RawDefinition> definitions;
  private final Builder builder;

  private EvidenceReader(Image image, Builder builder) {
    this.image = image;
    this.builder = builder;
    this.needs = Needs.of(image);
    this.definitions = DefinitionFinder.find(image);
  }

  /**
   * Reads an image.
   *
   * @param image the image
   * @param file the bytes it was read from, which name the builder
   */
  public static Evidence read(Image image, ByteBuffer file) {
    EvidenceReader reader = new EvidenceReader(image, Builder.of(file));
    List<EntryEvidence> entries = new ArrayList<>();
    for (EntryFunction entry : image.entries()) {
      boolean traced = entries.size() < MAX_TRACED;
      entries.add(
          reader.complete(
              entry,
              TraceReading.of(
                  entry, traced ? EntryTracer.trace(image, entry.address()) : List.of())));
    }
    return new Evidence(image, entries, reader.definitions, reader.needs, reader.builder);
  }

  /** Fills what the code did not tell from the file's symbols and static definitions. */
  private EntryEvidence complete(EntryFunction entry, TraceReading traced) {
    if (entry.style() == EntryFunction.Style.PY_MOD_EXPORT) {
      return new EntryEvidence(
          entry,
          Phase.EXPORT,
          List.of(),
          traced.exported(),
          OptionalInt.empty(),
          GilCall.NEVER,
          traced.ending(),
          true,
          traced.exact());
    }
    List<RawDefinition> found = traced.definitions();
    Phase phase = traced.phase();
    boolean fromCode = phase != Phase.UNKNOWN;
    if (found.isEmpty() && !(fromCode && traced.exact())) {
      found = named(entry.module());
    }
    if (phase == Phase.UNKNOWN) {
      phase = phaseBySymbols(found);
    }
    return new EntryEvidence(
        entry,
        phase,
        found,
        Optional.empty(),
        traced.apiVersion(),
        gilCall(traced, phase),
        traced.ending(),
        (fromCode && traced.exact()) ? traced.direct() : !builder.worksBeforeInit(),
        traced.exact() && fromCode);
  }

  private GilCall gilCall(TraceReading traced, Phase phase) {
    if (!needs.has(TraceReading.SET_GIL)) {
      // Whatever the code does, it cannot call what it does not link to.
      return phase == Phase.UNKNOWN && needs.names().isEmpty() ? GilCall.UNKNOWN : GilCall.NEVER;
    }
    return traced.gilCall();
  }

  /** The static definitions that go by a module's name; if there is only one at all, that one. */
  private List<RawDefinition> named(String module) {
    List<RawDefinition> matching =
        definitions.stream()
            .filter(definition -> definition.name().map(name -> goesBy(name, module)).orElse(false))
            .toList();
    if (!matching.isEmpty()) {
      return matching;
    }
    return definitions.size() == 1 && image.entries().size() == 1 ? definitions : List.of();
  }

  private static boolean goesBy(String name, String module) {
    return name.equals(module) || name.endsWith("." + module);
  }

  private Phase phaseBySymbols(List<RawDefinition> found) {
    boolean init = needs.has(TraceReading.DEF_INIT);
    boolean create = TraceReading.CREATE.stream().anyMatch(needs::has);
    if (init && !create) {
      return Phase.MULTI;
    }
    if (create && !init) {
      return Phase.SINGLE;
    }
    if (init && found.size() == 1) {
      return found.getFirst().slots().isPresent() ? Phase.MULTI : Phase.SINGLE;
    }
    return Phase.UNKNOWN;
  }
}
