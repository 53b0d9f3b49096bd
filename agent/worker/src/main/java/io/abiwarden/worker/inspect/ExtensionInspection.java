package io.abiwarden.worker.inspect;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.core.python.SlotReading;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is baked into one extension file.
 *
 * @param file its path in the artifact
 * @param module the module's dotted name
 * @param format {@code elf}, {@code macho} or {@code pe}
 * @param architecture as platform tags spell it
 * @param builder what it was made with: {@code PyO3 0.29.3}
 * @param entries its entry functions
 * @param definitions what each entry function hands to Python, then static ones that none uses
 * @param requires what it needs of others
 */
public record ExtensionInspection(
    String file,
    String module,
    String format,
    String architecture,
    String builder,
    List<EntryFunction> entries,
    List<Definition> definitions,
    Requirements requires) {

  /** Copies the lists. */
  public ExtensionInspection {
    entries = List.copyOf(entries);
    definitions = List.copyOf(definitions);
  }

  /**
   * A module definition.
   *
   * @param module the name in it, if there is one that can be read
   * @param entry the entry function that hands it out, if one is known to
   * @param phase how the module is initialised
   * @param layout which build's layout it has
   * @param slots its slots in order, nested ones after the slot that points to them
   * @param gil what it says of the GIL
   * @param multipleInterpreters what it says of subinterpreters
   * @param abiInfo the first ABI info in its slots
   */
  public record Definition(
      Optional<String> module,
      Optional<String> entry,
      Phase phase,
      DefinitionLayout layout,
      List<SlotLine> slots,
      SlotReading.Gil gil,
      SlotReading.Interpreters multipleInterpreters,
      Optional<AbiInfo> abiInfo) {

    /** Copies the list. */
    public Definition {
      slots = List.copyOf(slots);
    }
  }

  /**
   * One slot.
   *
   * @param id as stored
   * @param name its name in CPython's headers, if any version has it
   * @param value what it is set to, where that says something
   */
  public record SlotLine(int id, Optional<String> name, Optional<String> value) {}

  /**
   * What an extension needs.
   *
   * @param stableAbi whether nothing in it speaks against the Stable ABI: the names it needs, and
   *     the API version that it creates its module with
   * @param minimumVersion the oldest Python that has all the Stable ABI names it needs: {@code 3.9}
   * @param outsideStableAbi names of Python's that are in no Stable ABI
   * @param freeThreadedOnly names that only free-threaded builds export
   * @param gilOnly names that only code for GIL builds uses
   * @param apiVersion 3 for the Limited API, 1013 for the full one, where it can be read
   * @param libraries shared libraries that it names as needed
   * @param glibc the newest version of glibc that it asks for: {@code 2.28}
   * @param macos the oldest macOS that it is built for
   */
  public record Requirements(
      boolean stableAbi,
      Optional<String> minimumVersion,
      List<String> outsideStableAbi,
      List<String> freeThreadedOnly,
      List<String> gilOnly,
      OptionalInt apiVersion,
      List<String> libraries,
      Optional<String> glibc,
      Optional<String> macos) {

    /** Copies the lists. */
    public Requirements {
      outsideStableAbi = List.copyOf(outsideStableAbi);
      freeThreadedOnly = List.copyOf(freeThreadedOnly);
      gilOnly = List.copyOf(gilOnly);
      libraries = List.copyOf(libraries);
    }
  }
}
