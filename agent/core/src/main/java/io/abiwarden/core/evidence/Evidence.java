package io.abiwarden.core.evidence;

import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.core.image.Image;
import java.util.List;
import java.util.Optional;

/**
 * What one file says of itself.
 *
 * @param image the file as read
 * @param entries its entry functions
 * @param definitions every static definition in it, whether or not an entry uses it
 * @param needs the names of Python's it needs
 * @param builder what made it
 */
public record Evidence(
    Image image,
    List<EntryEvidence> entries,
    List<RawDefinition> definitions,
    Needs needs,
    Builder builder) {

  /** Copies the lists. */
  public Evidence {
    entries = List.copyOf(entries);
    definitions = List.copyOf(definitions);
  }

  /** The entry function of a symbol. */
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
        definitions,
        needs,
        builder);
  }
}
