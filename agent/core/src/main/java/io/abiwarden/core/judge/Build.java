package io.abiwarden.core.judge;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.HeaderKind;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.evidence.Needs;
import io.abiwarden.core.python.KnownNames;
import java.util.List;
import java.util.Optional;

/**
 * Which headers an extension was compiled with, as far as its content tells.
 *
 * @param stable whether its content proves the Limited API
 * @param full why it cannot have been built with the Limited API, if its content proves that
 * @param oldSlots whether it has slots by their ids of before 3.15 only
 * @param oldest the oldest minor version whose headers fit
 * @param newest the newest minor version whose headers fit
 * @param internal whether it may have been built with the headers' internal part, by which those of
 *     3.12 write what all of 3.13 write
 */
public record Build(
    boolean stable,
    Optional<String> full,
    boolean oldSlots,
    int oldest,
    int newest,
    boolean internal) {

  private static final int FULL_API = 1013;
  private static final int LIMITED_API = 3;
  private static final int ANY_OLDEST = 2;
  private static final int ANY_NEWEST = Integer.MAX_VALUE;

  /** The first slot id of PEP 820, in headers of 3.15 and newer. */
  private static final int FIRST_NEW_ID = 84;

  /**
   * Reads the signs in an extension.
   *
   * @param evidence what it says of itself
   * @param entry the entry function that counts
   * @param outsideStableAbi the names it needs of Python that are in no Stable ABI
   */
  public static Build of(Evidence evidence, EntryEvidence entry, List<String> outsideStableAbi) {
    List<Slot> slots = entry.slots();
    List<AbiInfo> infos = infos(evidence, entry);
    int api = entry.apiVersion().orElse(0);
    boolean stable =
        api == LIMITED_API
            || (!infos.isEmpty() && infos.stream().allMatch(info -> info.has(AbiInfo.STABLE)))
            || outlinesReferenceCounts(evidence);
    Optional<String> full = Optional.empty();
    if (api == FULL_API) {
      full = Optional.of("its module is created with API version 1013, not 3");
    } else if (!outsideStableAbi.isEmpty()) {
      full = Optional.of("it uses " + Text.names(outsideStableAbi));
    } else if (!stable
        && entry.definitions().stream()
            .anyMatch(definition -> definition.layout() == DefinitionLayout.FREE_THREADED)) {
      full = Optional.of("a free-threaded PyModuleDef is in no Stable ABI");
    } else if (infos.stream()
        .anyMatch(info -> info.abiVersion() != 0 && !info.has(AbiInfo.STABLE))) {
      full = Optional.of("its ABI info says so");
    }
    Range range = new Range();
    if (!evidence.builder().writesOwnHeader()) {
      entry.definitions().forEach(range::header);
      range.slots(slots);
    } else if (inlinesReferenceCounts(evidence.needs())) {
      range.slots(slots);
    }
    range.names(evidence.needs().names());
    // Signs that contradict each other say nothing.
    boolean told = range.oldest <= range.newest;
    return new Build(
        stable && full.isEmpty(),
        full,
        range.oldSlots,
        told ? range.oldest : ANY_OLDEST,
        told ? range.newest : ANY_NEWEST,
        outsideStableAbi.stream().anyMatch(name -> name.startsWith("_Py")));
  }

  /**
   * The ABI info of a module: its own, and that in its slots for 3.15 where it has none, since one
   * compiler made both.
   */
  private static List<AbiInfo> infos(Evidence evidence, EntryEvidence entry) {
    List<AbiInfo> own = entry.abiInfos();
    return own.isEmpty()
        ? evidence.entries().stream()
            .filter(other -> other.entry().module().equals(entry.entry().module()))
            .flatMap(other -> other.abiInfos().stream())
            .toList()
        : own;
  }

  /** Whether a minor version's headers fit. */
  boolean fits(int minor) {
    return oldest <= minor && minor <= newest;
  }

  /** The same where a name promises that version. */
  boolean fitsNamed(int minor) {
    // Include/object.h of 3.12: with Py_BUILD_CORE, definitions are immortal already.
    return fits(minor) || (minor == 12 && internal && oldest == 13 && newest == 13);
  }

  /** The same where nothing promises that version: its own headers would have written new ids. */
  boolean fitsUnnamed(int minor) {
    return fits(minor) && !(oldSlots && full.isPresent() && minor >= 15);
  }

  /** {@code 3.12 or older}, {@code 3.13}, {@code 3.14 or newer}, for messages. */
  String range() {
    if (oldest == newest) {
      return "3." + oldest;
    }
    if (newest == ANY_NEWEST) {
      return oldest == ANY_OLDEST ? "any version" : "3." + oldest + " or newer";
    }
    return oldest == ANY_OLDEST ? "3." + newest + " or older" : "3." + oldest + " to 3." + newest;
  }

  /**
   * C code that calls {@code _Py_DecRef} and never {@code _Py_Dealloc} was compiled with a Limited
   * API of 3.12 or newer: everywhere else the headers inline the count. PyO3 calls it always.
   */
  private static boolean outlinesReferenceCounts(Evidence evidence) {
    Needs needs = evidence.needs();
    return !evidence.builder().writesOwnHeader()
        && needs.stable()
        && needs.gilOnly().isEmpty()
        && needs.freeThreadedOnly().isEmpty()
        && (needs.has("_Py_DecRef") || needs.has("_Py_IncRef"));
  }

  /**
   * PyO3 inlines the count, and then calls {@code _Py_Dealloc}, in builds for one version only;
   * what it writes slots with is that version's. C code in the same file may do so for the Stable
   * ABI as well, so that PyO3 must not be seen to do otherwise.
   */
  private static boolean inlinesReferenceCounts(Needs needs) {
    return needs.has("_Py_Dealloc")
        && !needs.has("Py_DecRef")
        && !needs.has("_Py_DecRef")
        && !needs.has("Py_IncRef")
        && !needs.has("_Py_IncRef");
  }

  /** Narrowed down by each thing that only some headers write. */
  private static final class Range {

    private int oldest = ANY_OLDEST;
    private int newest = ANY_NEWEST;
    private boolean oldSlots;

    void header(RawDefinition definition) {
      switch (definition.header()) {
        case HeaderKind.GIL_UP_TO_3_12 -> newest = Math.min(newest, 12);
        case HeaderKind.GIL_3_13, HeaderKind.FREE_THREADED_3_13 -> {
          oldest = Math.max(oldest, 13);
          newest = Math.min(newest, 13);
        }
        case HeaderKind.GIL_FROM_3_14, HeaderKind.FREE_THREADED_FROM_3_14 ->
            oldest = Math.max(oldest, 14);
        case HeaderKind.ZERO, HeaderKind.OTHER -> {
          // Written at run time or by hand: no header of CPython's shows.
        }
      }
    }

    /** A name that only newer Pythons have is in no older header. */
    void names(List<String> names) {
      for (String name : names) {
        oldest = Math.max(oldest, KnownNames.since(name).orElse(ANY_OLDEST));
      }
    }

    void slots(List<Slot> slots) {
      boolean fresh =
          slots.stream()
              .anyMatch(slot -> slot.id() >= FIRST_NEW_ID && slot.id() < FIRST_NEW_ID + 27);
      boolean old = slots.stream().anyMatch(slot -> slot.id() >= 1 && slot.id() <= 4);
      if (fresh) {
        oldest = Math.max(oldest, 15);
      }
      oldSlots = old && !fresh;
    }
  }
}
