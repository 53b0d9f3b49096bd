package io.abiwarden.core.evidence;

import io.abiwarden.core.code.Path;
import io.abiwarden.core.code.Path.Call;
import io.abiwarden.core.code.Value;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.DefinitionReader;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.definition.SlotReader;
import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.memory.Word;
import io.abiwarden.core.python.KnownNames;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the ways through an entry function say together.
 *
 * @param phase how the module is initialised, unknown if the ways differ
 * @param definitions every definition that is handed to Python on some way
 * @param exported the slots that are returned, if it is the same array on every way
 * @param apiVersion the API version, if it is the same on every way
 * @param gilCall what is said of the GIL
 * @param ending how the function ends
 * @param direct whether the definition is handed over before Python is asked for anything else
 * @param elsewhere whether a definition of another library is handed over
 * @param exact whether every way was followed to its end
 */
record TraceReading(
    Phase phase,
    List<RawDefinition> definitions,
    Optional<SlotArray> exported,
    OptionalInt apiVersion,
    GilCall gilCall,
    Ending ending,
    boolean direct,
    boolean elsewhere,
    boolean exact) {

  /** The size of a definition's header in the larger of the two layouts. */
  private static final int HEADER = 32;

  static final String DEF_INIT = "PyModuleDef_Init";
  static final String SET_GIL = "PyUnstable_Module_SetGIL";

  /** Functions of Python's that touch no object, or only as the interpreter itself lays it out. */
  private static final Set<String> HARMLESS =
      Set.of(
          "Py_GetVersion",
          "Py_IsInitialized",
          "Py_TYPE",
          "PyErr_Clear",
          "PyErr_Occurred",
          "PyMem_RawCalloc",
          "PyMem_RawMalloc");

  static final Set<String> CREATE = Set.of("PyModule_Create2", "PyModule_Create2TraceRefs");

  /** The ways that can end in a module, and what they have in common. */
  static TraceReading of(Image image, EntryFunction entry, List<Path> paths) {
    if (!image.isCode(entry.address())) {
      // Whoever calls it runs into data.
      return new TraceReading(
          Phase.UNKNOWN,
          List.of(),
          Optional.empty(),
          OptionalInt.empty(),
          GilCall.UNKNOWN,
          Ending.NEVER_RETURNS,
          true,
          false,
          true);
    }
    Collector collector = new Collector(image, entry);
    List<Path> good = paths.stream().filter(path -> path.failed().isEmpty()).toList();
    good.forEach(collector::take);
    return collector.reading(!good.isEmpty());
  }

  /** Where a definition is; what it is may differ by the build of Python that the way is for. */
  private record Place(Path.Taken taken, long address) {}

  /** Gathers what each way says. */
  private static final class Collector {

    private final Image image;
    private final EntryFunction entry;
    private final Map<Place, RawDefinition> definitions = new LinkedHashMap<>();
    private final Set<Phase> phases = EnumSet.noneOf(Phase.class);
    private final Set<Ending> endings = EnumSet.noneOf(Ending.class);
    private final Set<GilCall> gilCalls = EnumSet.noneOf(GilCall.class);
    private final Set<GilCall> fruitlessGilCalls = EnumSet.noneOf(GilCall.class);
    private final Map<Integer, Boolean> apiVersions = new LinkedHashMap<>();
    private final Map<Long, SlotArray> exported = new LinkedHashMap<>();
    private boolean exact = true;
    private boolean direct = true;
    private boolean elsewhere;
    private boolean unknownDefinition;

    Collector(Image image, EntryFunction entry) {
      this.image = image;
      this.entry = entry;
    }

    void take(Path path) {
      exact &= path.complete() && path.end() != Path.End.LOST;
      switch (path.end()) {
        case NO_RETURN -> {
          endings.add(Ending.NEVER_RETURNS);
          fruitless(path);
        }
        case LOST -> {
          endings.add(Ending.UNKNOWN);
          created(path);
        }
        case RETURN -> returned(path);
      }
    }

    private void returned(Path path) {
      switch (path.returned()) {
        case Value.Known(long bits) when bits == 0 -> {
          endings.add(path.complete() && !path.guessed() ? Ending.RETURNS_NULL : Ending.UNKNOWN);
          fruitless(path);
        }
        case Value.Known(long bits) -> address(path, bits);
        case Value.Result(int call) when isInit(path, call) || isCreate(path, call) -> {
          endings.add(Ending.RETURNS);
          created(path);
        }
        default -> {
          endings.add(Ending.RETURNS);
          exact &= created(path);
        }
      }
    }

    /** What is said of a module that this way does not give to Python in the end. */
    private void fruitless(Path path) {
      GilCall said = gilCall(path);
      if (said != GilCall.NEVER && said != GilCall.UNKNOWN) {
        fruitlessGilCalls.add(said);
      }
    }

    /** An address of the image: slots, or a definition that Python has not seen. */
    private void address(Path path, long address) {
      if (entry.style() == EntryFunction.Style.PY_MOD_EXPORT) {
        endings.add(Ending.RETURNS);
        exported.put(address, SlotReader.pySlots(path.memory(), address));
        return;
      }
      boolean initialised =
          path.calls().stream()
              .filter(call -> call.symbol().equals(DEF_INIT))
              .anyMatch(call -> call.arguments().getFirst().equals(new Value.Known(address)));
      definition(path, new Value.Known(address));
      if (initialised || typed(path, address)) {
        endings.add(Ending.RETURNS);
        phases.add(Phase.MULTI);
      } else {
        endings.add(Ending.RETURNS_UNINITIALIZED);
        phases.add(Phase.UNKNOWN);
      }
    }

    /** Whether a definition carries a type already, given by hand. */
    private boolean typed(Path path, long address) {
      RawDefinition definition = definitions.get(new Place(path.taken(), address));
      return definition == null
          || definition.layout() == DefinitionLayout.UNKNOWN
          || !path.memory()
              .word(address + (definition.layout() == DefinitionLayout.GIL ? 8 : 24))
              .equals(new Word.Value(0));
    }

    /** What the path hands to the functions that make modules; false if it calls none. */
    private boolean created(Path path) {
      boolean any = false;
      boolean first = true;
      for (Call call : path.calls()) {
        if (call.symbol().equals(DEF_INIT)) {
          direct &= first;
          phases.add(Phase.MULTI);
          definition(path, call.arguments().getFirst());
          any = true;
        } else if (CREATE.contains(call.symbol())) {
          phases.add(Phase.SINGLE);
          definition(path, call.arguments().getFirst());
          apiVersion(call.arguments().get(1));
          gilCalls.add(gilCall(path));
          any = true;
        }
        first &= !KnownNames.isPythons(call.symbol()) || HARMLESS.contains(call.symbol());
      }
      return any;
    }

    private void definition(Path path, Value value) {
      if (value instanceof Value.Known(long address) && address != 0) {
        definitions.putIfAbsent(new Place(path.taken(), address), read(path, address));
      } else {
        unknownDefinition = true;
        elsewhere |= value instanceof Value.Symbol;
      }
    }

    /**
     * The definition as the path leaves it. What is called after it was handed over may have got
     * pointers to what lies beside it, and then its bytes count as unknown: the file has them.
     */
    private RawDefinition read(Path path, long address) {
      RawDefinition left = DefinitionReader.read(path.memory(), address);
      boolean forgotten = path.memory().read(address, HEADER).isEmpty();
      if (!forgotten || path.complete()) {
        return left;
      }
      RawDefinition written = DefinitionReader.read(image.memory(), address);
      return written.layout() == DefinitionLayout.UNKNOWN ? left : written;
    }

    private void apiVersion(Value value) {
      // An int: the upper half of the register is not part of it.
      if (value instanceof Value.Known(long bits)) {
        apiVersions.put((int) bits, true);
      }
    }

    private static GilCall gilCall(Path path) {
      GilCall last = GilCall.NEVER;
      for (Call call : path.calls()) {
        if (call.symbol().equals(SET_GIL) && ofCreated(path, call.arguments().getFirst())) {
          last =
              call.arguments().get(1) instanceof Value.Known(long bits)
                  ? bits == 1 ? GilCall.NOT_USED : bits == 0 ? GilCall.USED : GilCall.ODD
                  : GilCall.UNKNOWN;
        }
      }
      // On a way that was not followed whole, the call may have been stepped over.
      return last == GilCall.NEVER && (!path.complete() || path.end() == Path.End.LOST)
          ? GilCall.UNKNOWN
          : last;
    }

    /** Whether a value can be the module that the path made. */
    private static boolean ofCreated(Path path, Value module) {
      return switch (module) {
        case Value.Result(int call) -> isCreate(path, call);
        case Value.Unknown() -> true;
        case Value.Known _, Value.Symbol _, Value.Header _ -> false;
      };
    }

    private static boolean isInit(Path path, int call) {
      return path.calls().get(call).symbol().equals(DEF_INIT);
    }

    private static boolean isCreate(Path path, int call) {
      return CREATE.contains(path.calls().get(call).symbol());
    }

    TraceReading reading(boolean any) {
      return new TraceReading(
          phases.size() == 1 ? phases.iterator().next() : Phase.UNKNOWN,
          unknownDefinition ? List.of() : List.copyOf(definitions.values()),
          exported.size() == 1
              ? Optional.of(exported.values().iterator().next())
              : Optional.empty(),
          apiVersions.size() == 1
              ? OptionalInt.of(apiVersions.keySet().iterator().next())
              : OptionalInt.empty(),
          gil(),
          any ? ending() : Ending.UNKNOWN,
          direct,
          elsewhere,
          any && exact && !unknownDefinition);
    }

    /**
     * Long initialisations are not always followed to a successful end; what their ways say before
     * they turn off is said of the same module then.
     */
    private GilCall gil() {
      Set<GilCall> said = gilCalls.isEmpty() ? fruitlessGilCalls : gilCalls;
      return said.size() == 1 ? said.iterator().next() : GilCall.UNKNOWN;
    }

    private Ending ending() {
      if (endings.size() == 1) {
        return endings.iterator().next();
      }
      return endings.contains(Ending.RETURNS) && exact ? Ending.RETURNS : Ending.UNKNOWN;
    }
  }
}
