package io.abiwarden.cli;

import io.abiwarden.cli.index.IndexException;
import io.abiwarden.cli.index.Release;
import io.abiwarden.cli.index.Requirement;
import io.abiwarden.cli.index.WheelIndex;
import io.abiwarden.ffi.EmbeddedPython;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The artifacts of a command line: those that are there, and a line for each that is not. */
final class Artifacts implements AutoCloseable {

  private static final String PYPI = "pypi:";
  private static final String EMBEDDED = "embedded:";

  private final List<Input> inputs = new ArrayList<>();
  private final Map<String, String> missing = new LinkedHashMap<>();
  private final Sources sources = new Sources();
  private final Console console;
  private final List<String> platforms;
  private final ElsewherePythons pythons;
  private @Nullable WheelIndex index;

  /** Looks which are there, and says of the others why not. */
  Artifacts(List<String> names, SourceOptions source, Console console) throws UsageException {
    this(names, source, console, ElsewherePythons.NONE);
  }

  /**
   * Looks which are there, and says of the others why not.
   *
   * @param pythons those of other platforms, whose wheels of a release are wanted
   */
  Artifacts(List<String> names, SourceOptions source, Console console, ElsewherePythons pythons)
      throws UsageException {
    this.console = console;
    this.pythons = pythons;
    this.platforms = source.platforms();
    for (String name : names) {
      try {
        add(name);
      } catch (UsageException | IndexException e) {
        missing.put(name, String.valueOf(e.getMessage()));
        console.notice(name + ": " + e.getMessage());
      }
    }
    if (inputs.isEmpty() && missing.isEmpty()) {
      close();
      throw new UsageException("nothing is left to look at");
    }
    if (!platforms.isEmpty() && names.stream().noneMatch(Artifacts::isOnIndex)) {
      close();
      throw new UsageException(
          "--platform is about wheels of pypi:NAME==VERSION, and none is asked for");
    }
  }

  /** Whether a name is one of a release on an index. */
  static boolean isOnIndex(String name) {
    return name.startsWith(PYPI);
  }

  /** Those that can be looked at, a folder of wheels still as one; in the order given. */
  List<Input> inputs() {
    return inputs;
  }

  /** The same, with each folder that has wheels in it replaced by these, sorted by name. */
  List<Input> wheelByWheel() {
    List<Input> all = new ArrayList<>();
    for (Input input : inputs) {
      if (input instanceof Input.Local(Path path) && Files.isDirectory(path)) {
        all.addAll(wheelsIn(path));
      } else {
        all.add(input);
      }
    }
    return all;
  }

  /** Which releases among them have a source distribution. */
  Sources sources() {
    return sources;
  }

  /** Why one could not be found, by its name as given. */
  Map<String, String> missing() {
    return missing;
  }

  /**
   * All of them brought here.
   *
   * @param failed hears of each that cannot be had: its name, and why
   */
  Map<Path, Input> bringHere(BiConsumer<String, String> failed) {
    Map<Path, Input> here = new LinkedHashMap<>();
    for (Input input : inputs) {
      try {
        here.put(input.here(), input);
      } catch (IndexException e) {
        failed.accept(input.shown(), String.valueOf(e.getMessage()));
      }
    }
    return here;
  }

  private void add(String name) throws UsageException, IndexException {
    if (isOnIndex(name)) {
      WheelIndex here = index();
      Release all = here.find(Requirement.parse(name.substring(PYPI.length())));
      Release release = platforms.isEmpty() ? pythons.pick(all) : all.forPlatforms(platforms);
      String shown = PYPI + release.requirement();
      sources.add(release);
      release.wheels().forEach(wheel -> inputs.add(new Input.Remote(here, shown, wheel)));
    } else if (name.startsWith(EMBEDDED)) {
      inputs.add(new Input.Local(ofEmbedded(name.substring(EMBEDDED.length()))));
    } else {
      local(name);
    }
  }

  private void local(String name) throws UsageException {
    try {
      Path path = Path.of(name);
      if (!Files.exists(path)) {
        matching(name).forEach(this::addUnlessSource);
      } else if (isSource(path)) {
        addUnlessSource(path);
      } else if (!Files.isReadable(path)) {
        throw new UsageException("cannot be read: permission denied");
      } else {
        inputs.add(new Input.Local(path));
      }
    } catch (InvalidPathException e) {
      throw new UsageException("not a path: " + e.getReason());
    }
  }

  /** A source distribution has nothing in it that was built, and lies beside wheels in any dist. */
  private void addUnlessSource(Path path) {
    if (isSource(path)) {
      console.notice(path + ": left out: a source distribution, nothing in it is built yet");
    } else {
      inputs.add(new Input.Local(path));
    }
  }

  private static boolean isSource(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".tar.gz") && Files.isRegularFile(path);
  }

  /** What a pattern in the last part of a path stands for, where a shell has left it as it is. */
  private static List<Path> matching(String name) throws UsageException {
    int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    String pattern = name.substring(slash + 1);
    if (!pattern.contains("*") && !pattern.contains("?")) {
      throw new UsageException("no such file or folder" + onIndex(name));
    }
    List<Path> found = new ArrayList<>();
    Path folder = Path.of(slash < 0 ? "." : name.substring(0, slash + 1));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      files.forEach(file -> found.add(slash < 0 ? file.normalize() : file));
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException("no such file or folder");
    }
    if (found.isEmpty()) {
      throw new UsageException("matches no file");
    }
    Collections.sort(found);
    return found;
  }

  /** What somebody may have meant who knows pip. */
  private static String onIndex(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9.!+_-]+")
        ? "; did you mean " + PYPI + name + "?"
        : "";
  }

  private List<Input> wheelsIn(Path folder) {
    List<Path> wheels = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.whl")) {
      files.forEach(wheels::add);
    } catch (IOException e) {
      missing.put(folder.toString(), "cannot be listed");
      console.notice(folder + ": cannot be listed: " + e.getMessage());
      return List.of();
    }
    Collections.sort(wheels);
    sources.add(folder);
    return wheels.isEmpty()
        ? List.of(new Input.Local(folder))
        : wheels.stream().<Input>map(Input.Local::new).toList();
  }

  private WheelIndex index() throws IndexException {
    WheelIndex known = index;
    if (known == null) {
      known = WheelIndex.ofPip(System.getenv(), console::notice);
      index = known;
    }
    return known;
  }

  /** One of the embedded interpreter's own extensions, which are on every machine that has it. */
  private static Path ofEmbedded(String module) throws UsageException {
    try {
      Path prefix = EmbeddedPython.find().unpack(EmbeddedPython.Progress.SILENT).prefix();
      try (Stream<Path> files =
          Files.find(prefix.resolve("lib"), 4, (file, a) -> is(file, module))) {
        return files
            .findFirst()
            .orElseThrow(
                () -> new UsageException("the embedded interpreter has no extension " + module));
      }
    } catch (IOException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static boolean is(Path file, String module) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(module + ".") && name.endsWith(".so");
  }

  /** Takes away what was downloaded and not kept. */
  @Override
  public void close() {
    Optional.ofNullable(index).ifPresent(Artifacts::closeQuietly);
  }

  private static void closeQuietly(WheelIndex index) {
    try {
      index.close();
    } catch (IOException e) {
      // What is left over is in the system's own folder for such things.
      return;
    }
  }
}
