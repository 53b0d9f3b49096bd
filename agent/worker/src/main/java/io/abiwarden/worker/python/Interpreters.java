package io.abiwarden.worker.python;

import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.ffi.EmbeddedPython;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The interpreters of this machine, and the choice among them. Immutable.
 *
 * <p>Finding them looks at file names and small text files only; what it says of an interpreter is
 * held against its library by {@link Interpreter#withSymbols()}.
 */
public final class Interpreters {

  private final Places places;
  private final EmbeddedPython embedded;
  private final List<Interpreter> all;

  private Interpreters(Places places, EmbeddedPython embedded, List<Interpreter> found) {
    this.places = places;
    this.embedded = embedded;
    this.all = withUniqueIds(found);
  }

  /** Looks in all the usual places of the user who runs this. */
  public static Interpreters discover() {
    return discover(Places.ofUser(), EmbeddedPython.find());
  }

  static Interpreters discover(Places places, EmbeddedPython embedded) {
    Map<List<Path>, Interpreter> found = new LinkedHashMap<>();
    places.activeEnvironment().ifPresent(active -> add(found, active));
    for (Path command : places.commands()) {
      Optional<Venv> venv = Venv.ofExecutable(command);
      if (venv.isPresent()) {
        add(found, new Places.Environment(venv.get().folder(), "PATH"));
      } else {
        PrefixScan.ofExecutable(command).ifPresent(files -> add(found, files, "PATH"));
      }
    }
    for (Places.Prefix prefix : places.prefixes()) {
      for (Installation files : PrefixScan.installations(prefix.folder())) {
        add(found, files, prefix.source());
      }
    }
    places.environments().forEach(beside -> add(found, beside));
    List<Interpreter> sorted = new ArrayList<>(found.values());
    EmbeddedInterpreter.listed(embedded).ifPresent(sorted::add);
    // Of equal ones, those found first stay first.
    sorted.sort(
        Comparator.<Interpreter, PythonVersion>comparing(python -> python.facts().version())
            .thenComparing(python -> python.facts().freeThreaded())
            .thenComparing(python -> python.facts().debug()));
    return new Interpreters(places, embedded, sorted);
  }

  /** All that were found, sorted by version, the embedded one among them. Ids are unique. */
  public List<Interpreter> all() {
    return all;
  }

  /**
   * All of them, each held against its library and its command. The embedded one is not unpacked.
   */
  public List<Interpreter> verified() {
    List<Interpreter> read = all.parallelStream().map(Interpreter::withSymbols).toList();
    Set<String> taken = ids();
    List<Interpreter> named = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      named.add(keepId(all.get(i), read.get(i), taken));
    }
    return List.copyOf(named);
  }

  /**
   * Those that users' words name, each once, in the order of the words, held against their
   * libraries and with the names these export. The embedded one is unpacked if it is among them.
   *
   * @param specs as {@code --python} takes them: versions, paths, {@code embedded}, {@code all}, or
   *     those of other platforms ({@code 3.14t@win_amd64}), which are known from data alone
   * @param progress hears of the unpacking
   * @throws NoSuchInterpreterException if one of the words names nothing
   */
  public List<Interpreter> select(List<String> specs, EmbeddedPython.Progress progress)
      throws NoSuchInterpreterException {
    Map<List<Path>, Interpreter> chosen = new LinkedHashMap<>();
    Set<String> ids = ids();
    for (String spec : specs) {
      for (Interpreter python : named(spec)) {
        if (chosen.containsKey(identity(python))) {
          continue;
        }
        boolean known = all.contains(python);
        Interpreter named = known ? python : withFreeId(python, ids);
        chosen.put(identity(python), ready(named, progress, ids));
      }
    }
    return List.copyOf(chosen.values());
  }

  /**
   * The interpreter of another platform that a user's word names, known from data alone. Looks at
   * nothing on this machine.
   *
   * @param spec as {@code --python} takes it: {@code 3.14t@win_amd64}
   * @return it; empty for a word that is about this machine's interpreters
   * @throws NoSuchInterpreterException if it names a platform or version that is not known; the
   *     message says which are
   */
  public static Optional<Interpreter> elsewhere(String spec) throws NoSuchInterpreterException {
    return PythonSpec.parse(spec) instanceof PythonSpec.Elsewhere elsewhere
        ? Optional.of(ElsewhereSpec.interpreter(elsewhere))
        : Optional.empty();
  }

  /**
   * The interpreter ready for use: held against its library, and unpacked if it is the embedded
   * one.
   *
   * @param python one of {@link #all()}
   * @param progress hears of the unpacking
   * @throws NoSuchInterpreterException if the embedded one cannot be unpacked
   */
  public Interpreter ready(Interpreter python, EmbeddedPython.Progress progress)
      throws NoSuchInterpreterException {
    return ready(python, progress, ids());
  }

  private Interpreter ready(Interpreter python, EmbeddedPython.Progress progress, Set<String> taken)
      throws NoSuchInterpreterException {
    if (!python.source().equals(Interpreter.EMBEDDED)) {
      return keepId(python, python.withSymbols(), taken);
    }
    try {
      Interpreter unpacked = EmbeddedInterpreter.unpacked(embedded, progress);
      return keepId(python, unpacked.withSymbols(), taken);
    } catch (IOException e) {
      throw new NoSuchInterpreterException(String.valueOf(e.getMessage()));
    }
  }

  private List<Interpreter> named(String text) throws NoSuchInterpreterException {
    return switch (PythonSpec.parse(text)) {
      case PythonSpec.All() -> all;
      case PythonSpec.Embedded() -> List.of(theEmbedded());
      case PythonSpec.Version version -> List.of(newest(version, text));
      case PythonSpec.Id(String id) ->
          List.of(
              all.stream()
                  .filter(python -> python.id().equals(id))
                  .findFirst()
                  .orElseThrow(() -> nothing(text)));
      case PythonSpec.Location(String path) -> List.of(at(path));
      case PythonSpec.Elsewhere elsewhere -> List.of(ElsewhereSpec.interpreter(elsewhere));
    };
  }

  private Interpreter theEmbedded() throws NoSuchInterpreterException {
    return all.stream()
        .filter(python -> python.source().equals(Interpreter.EMBEDDED))
        .findFirst()
        .orElseThrow(() -> new NoSuchInterpreterException(embedded.whyNot().orElse("")));
  }

  private Interpreter newest(PythonSpec.Version wanted, String text)
      throws NoSuchInterpreterException {
    // Of equal ones the first that was found counts, so that the PATH goes before other places.
    Comparator<Interpreter> order =
        Comparator.<Interpreter, Boolean>comparing(Interpreter::usable)
            .thenComparing(python -> !python.facts().debug())
            .thenComparing(python -> python.facts().version());
    Optional<Interpreter> best = Optional.empty();
    for (Interpreter python : all) {
      if (wanted.matches(python.facts())
          && (best.isEmpty() || order.compare(python, best.get()) > 0)) {
        best = Optional.of(python);
      }
    }
    return best.orElseThrow(() -> nothing(text));
  }

  private Interpreter at(String path) throws NoSuchInterpreterException {
    Interpreter python = new Located(places).at(path, this::found);
    // The one that discovery knows keeps its id and its source.
    return all.stream()
        .filter(known -> identity(known).equals(identity(python)))
        .findFirst()
        .orElse(python);
  }

  private NoSuchInterpreterException nothing(String text) {
    String version = text.split("#", 2)[0];
    return new NoSuchInterpreterException(
        "%s: no interpreter here is that version; found: %s. Get it with %s"
            .formatted(text, found(), howToGet(version)));
  }

  /**
   * How an interpreter that is not here could be got on this machine, as the end of a sentence:
   * {@code uv python install 3.15t}.
   *
   * @param version such as {@code 3.15t}
   */
  public String howToGet(String version) {
    return String.join(", or ", MissingPythons.on(places).commandsFor(version));
  }

  /**
   * The known interpreters of which none can be used, and how to get them.
   *
   * @param here all that there are, {@linkplain #verified() held against their files}
   */
  public List<MissingPython> missing(List<Interpreter> here) {
    return MissingPythons.on(places).of(here);
  }

  private String found() {
    List<String> names = new ArrayList<>();
    for (Interpreter python : all) {
      names.add(python.id() + (python.source().equals(Interpreter.EMBEDDED) ? " (embedded)" : ""));
    }
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static void add(Map<List<Path>, Interpreter> found, Installation files, String source) {
    List<Path> identity = List.of(files.identity());
    if (!found.containsKey(identity)) {
      InterpreterReader.read(files, Optional.empty(), source)
          .ifPresent(python -> found.put(identity, python));
    }
  }

  private static void add(Map<List<Path>, Interpreter> found, Places.Environment environment) {
    Venv.in(environment.folder())
        .flatMap(venv -> ofVenv(venv, environment.source()))
        .ifPresent(python -> found.putIfAbsent(identity(python), python));
  }

  static Optional<Interpreter> ofVenv(Venv venv, String source) {
    return PrefixScan.ofExecutable(venv.base())
        .flatMap(files -> InterpreterReader.read(files, Optional.of(venv), source));
  }

  /** What makes two findings the same interpreter: its library, and its virtual environment. */
  private static List<Path> identity(Interpreter python) {
    if (python.target().isPresent()) {
      // It has no file; its id is like no path of one.
      return List.of(Path.of(""), Path.of(python.id()));
    }
    Path file =
        python.libpython().or(python::executable).map(Folders::real).orElse(python.prefix());
    return python.venv().map(venv -> List.of(file, Folders.real(venv))).orElse(List.of(file));
  }

  /** Virtual environments come last, so that one more of them renames nothing. */
  private static List<Interpreter> withUniqueIds(List<Interpreter> found) {
    Set<String> ids = new HashSet<>();
    List<Interpreter> named = new ArrayList<>(found);
    for (boolean environments : new boolean[] {false, true}) {
      named.replaceAll(
          python -> python.venv().isPresent() == environments ? withFreeId(python, ids) : python);
    }
    return List.copyOf(named);
  }

  private static Interpreter withFreeId(Interpreter python, Set<String> taken) {
    String id = python.id();
    for (int number = 2; !taken.add(id); number++) {
      id = python.id() + "#" + number;
    }
    return python.withFacts(python.facts().withId(id));
  }

  private Set<String> ids() {
    Set<String> ids = new HashSet<>();
    all.forEach(python -> ids.add(python.id()));
    return ids;
  }

  /** An interpreter that turned out to be another one cannot keep a name that says otherwise. */
  private static Interpreter keepId(Interpreter before, Interpreter after, Set<String> taken) {
    boolean same =
        before.facts().version().text().equals(after.facts().version().text())
            && before.facts().freeThreaded() == after.facts().freeThreaded();
    return same ? after.withFacts(after.facts().withId(before.id())) : withFreeId(after, taken);
  }
}
