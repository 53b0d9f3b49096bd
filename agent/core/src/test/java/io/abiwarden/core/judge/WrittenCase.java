package io.abiwarden.core.judge;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.HeaderKind;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.evidence.Binding;
import io.abiwarden.core.evidence.Builder;
import io.abiwarden.core.evidence.Ending;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.evidence.GilCall;
import io.abiwarden.core.evidence.Needs;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.core.image.EntryFunction.Style;
import io.abiwarden.core.image.FakeImage;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.memory.Word;
import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.core.wheel.WheelName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An extension and its linkage, written as words. {@code judge-table.txt} says which words there
 * are.
 */
final class WrittenCase {

  private final FakeImage image = new FakeImage();
  private final List<String> headers = new ArrayList<>();
  private final List<Linkage.Missing> missing = new ArrayList<>();
  private final List<Linkage.MissingLibrary> libraries = new ArrayList<>();
  private final List<Linkage.MissingVersion> versions = new ArrayList<>();
  private final FakeImage bundled = new FakeImage();
  private Optional<SlotArray> slots = Optional.empty();
  private Phase phase = Phase.MULTI;
  private String module = "m";
  private String file = "m.so";
  private String tags = "";
  private String entry = "";
  private long size;
  private Builder builder = Builder.C;
  private OptionalInt api = OptionalInt.empty();
  private GilCall gilCall = GilCall.NEVER;
  private Ending ending = Ending.RETURNS;
  private boolean direct = true;

  private WrittenCase() {}

  static WrittenCase of(String words) {
    WrittenCase written = new WrittenCase();
    for (String word : words.strip().split("\\s+")) {
      int colon = word.indexOf(':');
      written.take(
          colon < 0 ? word : word.substring(0, colon), colon < 0 ? "" : word.substring(colon + 1));
    }
    return written;
  }

  private void take(String key, String value) {
    switch (key) {
      case "multi", "single", "export", "unknown" ->
          phase = Phase.valueOf(key.toUpperCase(Locale.ROOT));
      case "gil-3.12", "gil-3.13", "gil-3.14", "ft-3.13", "ft-3.14", "run-time" -> headers.add(key);
      case "slots" -> slots = Optional.of(array(value));
      case "needs" -> image.needs(value.split(","));
      case "missing" -> missing.add(new Linkage.Missing(value, file));
      case "no-library" -> libraries.add(new Linkage.MissingLibrary(value, file));
      case "no-version" -> versions.add(new Linkage.MissingVersion(value, "libc.so.6", file));
      case "bundled" -> bundled.exports(value);
      case "file" -> file = value;
      case "module" -> module = value;
      case "tags" -> tags = value;
      case "entry" -> entry = value;
      case "size" -> size = Long.parseLong(value);
      case "builder" -> builder = Builder.valueOf(value);
      case "api" -> api = OptionalInt.of(Integer.parseInt(value));
      case "sets-gil" -> gilCall = GilCall.valueOf(value);
      case "ends" -> ending = Ending.valueOf(value);
      case "indirect" -> direct = false;
      default -> throw new IllegalArgumentException("no such word in the table: " + key);
    }
  }

  /** {@code 3=2,4=1}; {@code ?} for OPTIONAL, {@code …} for slots that go on unread. */
  private SlotArray array(String text) {
    List<Slot> all = new ArrayList<>();
    boolean complete = true;
    for (String part : text.split(",")) {
      if (part.equals("…")) {
        complete = false;
      } else {
        boolean optional = part.startsWith("?");
        String[] sides = part.substring(optional ? 1 : 0).split("=", 2);
        all.add(slot(sides[0], sides[1], optional));
      }
    }
    return new SlotArray(all, complete);
  }

  private Slot slot(String id, String value, boolean optional) {
    Slot.Form form = phase == Phase.EXPORT ? Slot.Form.PYSLOT : Slot.Form.LEGACY;
    int flags = optional ? Slot.OPTIONAL : 0;
    if (id.equals("abi")) {
      String[] numbers = value.split("/");
      AbiInfo info = new AbiInfo(1, 0, Integer.decode(numbers[0]), 0, Integer.decode(numbers[1]));
      return new Slot(
          form, 109, flags, new Word.Value(0x4000), Optional.of(info), Optional.empty());
    }
    Word word = value.equals("?") ? new Word.Unreadable() : new Word.Value(Long.decode(value));
    return new Slot(form, Integer.decode(id), flags, word, Optional.empty(), Optional.empty());
  }

  private RawDefinition definition(String header) {
    HeaderKind kind =
        switch (header) {
          case "gil-3.12" -> HeaderKind.GIL_UP_TO_3_12;
          case "gil-3.13" -> HeaderKind.GIL_3_13;
          case "gil-3.14" -> HeaderKind.GIL_FROM_3_14;
          case "ft-3.13" -> HeaderKind.FREE_THREADED_3_13;
          case "ft-3.14" -> HeaderKind.FREE_THREADED_FROM_3_14;
          default -> HeaderKind.ZERO;
        };
    DefinitionLayout layout =
        header.startsWith("gil")
            ? DefinitionLayout.GIL
            : header.startsWith("ft") ? DefinitionLayout.FREE_THREADED : DefinitionLayout.UNKNOWN;
    return new RawDefinition(0x2000, layout, kind, Optional.of(module), size, slots);
  }

  Subject subject() {
    Style style = phase == Phase.EXPORT ? Style.PY_MOD_EXPORT : Style.PY_INIT;
    String symbol = entry.isEmpty() ? EntryFunction.symbol(style, module) : entry;
    List<EntryEvidence> entries = new ArrayList<>();
    if (!symbol.equals("none")) {
      image.exports(symbol);
      entries.add(
          new EntryEvidence(
              image.entries().getFirst(),
              phase,
              headers.stream().map(this::definition).toList(),
              phase == Phase.EXPORT ? slots : Optional.empty(),
              api,
              gilCall,
              ending,
              direct,
              true));
    }
    Evidence evidence =
        new Evidence(image, entries, List.of(), List.of(), Needs.of(image), Binding.of(builder));
    return new Subject(
        "pkg/" + file,
        module,
        ExtensionName.parse(file),
        tags.isEmpty() ? List.of() : WheelName.expand(tags + "-linux_x86_64").orElseThrow(),
        evidence);
  }

  Linkage linkage() {
    return new Linkage(
        missing,
        libraries,
        versions,
        bundled.exports().isEmpty() ? List.of() : List.of(bundled),
        true);
  }

  /** The findings as the tables write them: {@code AW201}, {@code ~AW301}, {@code .AW409}. */
  static List<String> shown(Judgement judgement) {
    return judgement.findings().stream()
        .map(
            finding ->
                switch (finding.level()) {
                      case ERROR -> "";
                      case WARNING -> "~";
                      case NOTE -> ".";
                    }
                    + finding.rule().id())
        .distinct()
        .sorted()
        .toList();
  }

  static List<String> words(String cell) {
    return Arrays.asList(cell.strip().split("\\s+"));
  }
}
