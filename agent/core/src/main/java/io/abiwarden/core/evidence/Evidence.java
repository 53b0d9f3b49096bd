package io.abiwarden.core.evidence;

import io.abiwarden.core.code.Path;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.python.KnownNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What one file says of itself.
 *
 * @param image the file as read
 * @param entries its entry functions
 * @param choices the entries whose code asks what Python it runs on
 * @param definitions every static definition in it, whether or not an entry uses it
 * @param needs the names of Python's it needs
 * @param binding what made it
 */
public record Evidence(
    Image image,
    List<EntryEvidence> entries,
    List<Choice> choices,
    List<RawDefinition> definitions,
    Needs needs,
    Binding binding) {

  /** Copies the lists. */
  public Evidence {
    entries = List.copyOf(entries);
    choices = List.copyOf(choices);
    definitions = List.copyOf(definitions);
  }

  /** What made it. */
  public Builder builder() {
    return binding.builder();
  }

  /**
   * An entry function that asks what Python it runs on: whether names are there (weak symbols,
   * {@code dlsym}), or how its objects are laid out.
   *
   * @param entry the function
   * @param paths the ways through it
   */
  public record Choice(EntryFunction entry, List<Path> paths) {

    /** Copies the list. */
    public Choice {
      paths = List.copyOf(paths);
    }

    /** The names it goes by. */
    Set<String> names() {
      return paths.stream()
          .flatMap(path -> path.absent().stream())
          .filter(KnownNames::isPythons)
          .collect(Collectors.toSet());
    }

    /** Whether the ways through it differ from one Python to another. */
    boolean differs() {
      return !names().isEmpty()
          || paths.stream().anyMatch(path -> path.taken() != Path.Taken.EVERYWHERE);
    }

    /** The ways that are left when it is known which names exist, and which kind of build it is. */
    List<Path> ways(Predicate<String> exists, boolean freeThreaded) {
      Set<String> names = names();
      return paths.stream()
          .filter(path -> path.taken().includes(freeThreaded))
          .filter(
              path ->
                  names.stream()
                      .allMatch(name -> path.absent().contains(name) != exists.test(name)))
          .toList();
    }
  }

  /**
   * Whether it is a plain library, whatever its name: nothing of Python's is needed, and there is
   * no entry function that could give Python a module. Such files are packed under names of
   * extension modules to get them built and installed, and are opened by ctypes or cffi; setuptools
   * adds an entry function for Windows, which returns NULL.
   */
  public boolean isLibrary() {
    return needs.names().isEmpty()
        && image.needs().stream().noneMatch(need -> KnownNames.isPythons(need.name()))
        && entries.stream().allMatch(entry -> entry.ending() == Ending.RETURNS_NULL);
  }

  /**
   * The entry function of a symbol, for an interpreter.
   *
   * @param exists whether the interpreter has a name
   * @param freeThreaded whether it was built without a GIL
   */
  public Optional<EntryEvidence> entry(
      String symbol, Predicate<String> exists, boolean freeThreaded) {
    for (Choice choice : choices) {
      if (choice.entry().symbol().equals(symbol)) {
        return Optional.of(EvidenceReader.read(this, choice, exists, freeThreaded));
      }
    }
    return entry(symbol);
  }

  /** The entry function of a symbol, whatever the interpreter. */
  public Optional<EntryEvidence> entry(String symbol) {
    return entries.stream().filter(e -> e.entry().symbol().equals(symbol)).findFirst();
  }

  /** Whether it has entry functions of a style at all, whatever their names. */
  public boolean hasStyle(EntryFunction.Style style) {
    return entries.stream().anyMatch(e -> e.entry().style() == style);
  }

  /** The same evidence with one entry replaced by what was seen of it. */
  public Evidence with(EntryEvidence seen) {
    return new Evidence(
        image,
        entries.stream()
            .map(e -> e.entry().symbol().equals(seen.entry().symbol()) ? seen : e)
            .toList(),
        choices.stream()
            .filter(choice -> !choice.entry().symbol().equals(seen.entry().symbol()))
            .toList(),
        definitions,
        needs,
        binding);
  }
}
