package io.abiwarden.core.evidence;

import io.abiwarden.core.code.Effort;
import io.abiwarden.core.code.EntryTracer;
import io.abiwarden.core.code.Path;
import io.abiwarden.core.code.Startup;
import io.abiwarden.core.definition.DefinitionFinder;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.definition.SlotFinder;
import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.NeededSymbol;
import io.abiwarden.core.memory.CStrings;
import io.abiwarden.core.memory.Word;
import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.core.python.SlotRules;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Reads the evidence out of an image, without running any of it. */
public final class EvidenceReader {

  /** Entry functions whose code is followed; a file with more than that is not a normal one. */
  private static final int MAX_TRACED = 256;

  /** {@code Py_mod_exec} up to 3.14, and from 3.15 on. */
  private static final Set<Integer> EXEC = Set.of(2, 85);

  /** {@code Py_mod_name}. */
  private static final int NAME = 100;

  private static final int LONGEST_NAME = 200;

  /** The first Python that calls {@code PyModExport_} functions. */
  private static final PythonVersion FIRST_EXPORTS = PythonVersion.of(3, 15, 0);

  private static final Marks SET_GIL = new Marks(List.of(TraceReading.SET_GIL));

  /** Functions that find others by their names. */
  private static final Set<String> LOOKS_UP = Set.of("dlsym", "GetProcAddress");

  private final Image image;
  private final Needs needs;
  private final List<RawDefinition> definitions;
  private final Binding binding;
  private final Effort effort;

  /** Found when first asked for, once for all entry functions. */
  private Optional<Startup> startup = Optional.empty();

  /** The same of the slot arrays that are told by their shape. */
  private Optional<List<SlotArray>> slotArrays = Optional.empty();

  /** Whether the file has that function's name in it, to be looked up by. */
  private final BooleanSupplier holdsSetGil;

  private EvidenceReader(
      Image image,
      Needs needs,
      List<RawDefinition> definitions,
      Binding binding,
      Effort effort,
      BooleanSupplier holdsSetGil) {
    this.image = image;
    this.holdsSetGil = holdsSetGil;
    this.needs = needs;
    this.definitions = definitions;
    this.binding = binding;
    this.effort = effort;
  }

  /**
   * Reads an image.
   *
   * @param image the image
   * @param file the bytes it was read from, which name the builder
   */
  public static Evidence read(Image image, ByteBuffer file) {
    return read(image, file, Effort.WHOLE);
  }

  /**
   * Reads an image, and follows its code as far as an effort goes.
   *
   * @param image the image
   * @param file the bytes it was read from, which name the builder
   * @param effort for each of its entry functions
   */
  public static Evidence read(Image image, ByteBuffer file, Effort effort) {
    // A library is of no builder's; looking for one would cost more than all the rest.
    Binding binding = image.entries().isEmpty() ? Binding.NONE : Binding.of(file);
    EvidenceReader reader =
        new EvidenceReader(
            image,
            Needs.of(image),
            DefinitionFinder.find(image),
            binding,
            effort,
            () -> SET_GIL.first(file).isPresent());
    List<Evidence.Choice> choices = new ArrayList<>();
    List<EntryEvidence> entries = new ArrayList<>();
    for (EntryFunction entry : image.entries()) {
      boolean traced = entries.size() < MAX_TRACED && reader.asksCode(entry);
      List<Path> paths = traced ? EntryPaths.of(image, reader.startup(), entry, effort) : List.of();
      Evidence.Choice choice = new Evidence.Choice(entry, paths);
      if (choice.differs()) {
        choices.add(choice);
      }
      entries.add(reader.complete(entry, TraceReading.of(image, entry, paths)));
    }
    return new Evidence(image, entries, choices, reader.definitions, reader.needs, reader.binding);
  }

  /**
   * Whether an entry's code is followed: for what it returns, or the API version that it passes.
   */
  private boolean asksCode(EntryFunction entry) {
    return effort == Effort.WHOLE
        || entry.style() == EntryFunction.Style.PY_MOD_EXPORT
        || TraceReading.CREATE.stream().anyMatch(needs::has)
        || makesItsOwn(entry)
        || named(entry.module()).stream().anyMatch(EvidenceReader::hasNoSlots);
  }

  /**
   * Whether an entry makes a definition out of slots that are there for 3.15: then no static one
   * shows what older interpreters get.
   */
  private boolean makesItsOwn(EntryFunction entry) {
    return named(entry.module()).isEmpty()
        && image.entries().stream()
            .anyMatch(
                other ->
                    other.style() == EntryFunction.Style.PY_MOD_EXPORT
                        && other.module().equals(entry.module()));
  }

  private static boolean hasNoSlots(RawDefinition definition) {
    return definition.slots().map(array -> array.slots().isEmpty()).orElse(true);
  }

  /** Reads an entry again with the ways that are left on one kind of interpreter. */
  static EntryEvidence read(
      Evidence evidence, Evidence.Choice choice, Predicate<String> exists, boolean freeThreaded) {
    EvidenceReader reader =
        new EvidenceReader(
            evidence.image(),
            evidence.needs(),
            evidence.definitions(),
            evidence.binding(),
            Effort.WHOLE,
            () -> true);
    return reader.complete(
        choice.entry(),
        TraceReading.of(evidence.image(), choice.entry(), choice.ways(exists, freeThreaded)));
  }

  /** Fills what the code did not tell from the file's symbols and static definitions. */
  private EntryEvidence complete(EntryFunction entry, TraceReading traced) {
    if (entry.isElsewhere()) {
      return elsewhere(entry);
    }
    if (entry.style() == EntryFunction.Style.PY_MOD_EXPORT) {
      Optional<SlotArray> exported = traced.exported().or(() -> staticSlots(entry));
      return new EntryEvidence(
          entry,
          Phase.EXPORT,
          List.of(),
          exported,
          OptionalInt.empty(),
          GilCall.NEVER,
          ending(traced, exported.stream().toList()),
          true,
          traced.exact());
    }
    List<RawDefinition> found = traced.definitions();
    Phase phase = traced.phase();
    boolean fromCode = phase != Phase.UNKNOWN;
    if (found.isEmpty() && !traced.elsewhere() && !(fromCode && traced.exact())) {
      found = named(entry.module());
    }
    if (phase == Phase.UNKNOWN) {
      phase = phaseBySymbols(found);
    }
    boolean initialisersRead = fromCode && startup().known();
    if (phase == Phase.MULTI && !initialisersRead) {
      found = found.stream().map(EvidenceReader::withoutEmptySlots).toList();
    }
    return new EntryEvidence(
        entry,
        phase,
        found,
        Optional.empty(),
        traced.apiVersion(),
        gilCall(traced, phase),
        phase == Phase.MULTI
            ? ending(traced, found.stream().flatMap(d -> d.slots().stream()).toList())
            : traced.ending(),
        !binding.builder().worksBeforeInit() || (fromCode && traced.exact() && traced.direct()),
        traced.exact() && fromCode);
  }

  /**
   * The slots that can only be meant, where the code that returns them is not followed: those that
   * bear the module's name, or the only ones of the only module.
   */
  private Optional<SlotArray> staticSlots(EntryFunction entry) {
    if (EntryTracer.follows(image)) {
      return Optional.empty();
    }
    List<SlotArray> all = slotArrays();
    List<SlotArray> meant =
        all.size() == 1 && image.entries().stream().filter(EvidenceReader::exports).count() == 1
            ? all
            : all.stream().filter(array -> bears(array, entry.module())).toList();
    return meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty();
  }

  private Startup startup() {
    Startup known = startup.orElseGet(() -> Startup.of(image));
    startup = Optional.of(known);
    return known;
  }

  /** Without what Python would refuse, which was hardly meant to be that. */
  private List<SlotArray> slotArrays() {
    List<SlotArray> known =
        slotArrays.orElseGet(
            () ->
                SlotFinder.find(image).stream()
                    .filter(array -> SlotRules.ofExport(array, FIRST_EXPORTS).problem().isEmpty())
                    .toList());
    slotArrays = Optional.of(known);
    return known;
  }

  private static boolean exports(EntryFunction entry) {
    return entry.style() == EntryFunction.Style.PY_MOD_EXPORT;
  }

  private boolean bears(SlotArray array, String module) {
    return array.slots().stream()
        .filter(slot -> slot.id() == NAME)
        .anyMatch(
            slot ->
                slot.value() instanceof Word.Value(long address)
                    && CStrings.utf8(image.memory(), address, LONGEST_NAME)
                        .filter(name -> goesBy(name, module))
                        .isPresent());
  }

  /** How the code ends, and what is executed of the slots that it hands over. */
  private Ending ending(TraceReading traced, List<SlotArray> arrays) {
    boolean returns = traced.ending() == Ending.RETURNS || traced.ending() == Ending.UNKNOWN;
    return effort == Effort.WHOLE
            && returns
            && !arrays.isEmpty()
            && arrays.stream().allMatch(this::executesForEver)
        ? Ending.EXECUTES_FOR_EVER
        : traced.ending();
  }

  private boolean executesForEver(SlotArray array) {
    return array.slots().stream()
        .anyMatch(
            slot ->
                EXEC.contains(slot.id())
                    && slot.value() instanceof Word.Value(long function)
                    && !EntryTracer.mayReturn(image, function));
  }

  /**
   * The same definition, but its slots are taken for unknown if there are none. Multi-phase modules
   * without any are rare, those whose slots C++ only stores when the library is opened are not; and
   * that code was not followed.
   */
  private static RawDefinition withoutEmptySlots(RawDefinition d) {
    return hasNoSlots(d)
        ? new RawDefinition(
            d.address(),
            d.layout(),
            d.header(),
            d.name(),
            d.size(),
            Optional.of(new SlotArray(List.of(), false)),
            d.members())
        : d;
  }

  /** What is known of a function that another library has. */
  private static EntryEvidence elsewhere(EntryFunction entry) {
    boolean export = entry.style() == EntryFunction.Style.PY_MOD_EXPORT;
    return new EntryEvidence(
        entry,
        export ? Phase.EXPORT : Phase.UNKNOWN,
        List.of(),
        Optional.empty(),
        OptionalInt.empty(),
        GilCall.UNKNOWN,
        Ending.UNKNOWN,
        false,
        false);
  }

  private GilCall gilCall(TraceReading traced, Phase phase) {
    List<String> names = image.needs().stream().map(NeededSymbol::name).toList();
    boolean linked =
        names.contains(TraceReading.SET_GIL)
            || (names.stream().anyMatch(LOOKS_UP::contains) && holdsSetGil.getAsBoolean());
    boolean followed = phase == Phase.MULTI && traced.exact();
    if (followed || (!linked && phase != Phase.UNKNOWN)) {
      // It was followed and does not; or, whatever it does, it cannot get at what it would call.
      return GilCall.NEVER;
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
