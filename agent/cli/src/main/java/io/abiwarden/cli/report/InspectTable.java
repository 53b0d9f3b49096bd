package io.abiwarden.cli.report;

import io.abiwarden.cli.report.Style.Colour;
import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.worker.inspect.ExtensionInspection;
import io.abiwarden.worker.inspect.ExtensionInspection.Definition;
import io.abiwarden.worker.inspect.ExtensionInspection.Requirements;
import io.abiwarden.worker.inspect.ExtensionInspection.SlotLine;
import io.abiwarden.worker.inspect.Inspection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is baked into artifacts, for people. */
public final class InspectTable {

  private static final int MOST_NAMES = 12;
  private static final String NOT_RECORDED = "not recorded";

  private InspectTable() {}

  /** One artifact after another. */
  public static String of(List<Inspection> artifacts, Style style) {
    Page page = new Page(style);
    for (Inspection artifact : artifacts) {
      page.gap();
      Headings.artifact(
          page, artifact.artifact(), artifact.kind(), artifact.sha256(), artifact.tags());
      artifact.builtBy().ifPresent(builder -> page.paragraph(1, "built by ", builder));
      artifact.unreadable().forEach(line -> page.paragraph(1, "not read: ", line));
      if (artifact.extensions().isEmpty() && artifact.unreadable().isEmpty()) {
        page.line(1, "no extension modules in it");
      }
      artifact.extensions().forEach(extension -> extension(page, extension));
    }
    return page.toString();
  }

  private static void extension(Page page, ExtensionInspection extension) {
    page.line(1, page.style().in(Colour.STRONG, extension.file()));
    field(page, "module", extension.module());
    field(page, "format", extension.format() + ", " + extension.architecture());
    field(page, "builder", extension.builder());
    if (extension.entries().isEmpty()) {
      field(page, "entry", "none: no PyInit_ or PyModExport_ function is exported");
    } else {
      names(page, "entry", ownFirst(extension));
    }
    definitions(page, extension);
    requires(page, extension.requires());
  }

  /** Shows those that differ in full, and the others by name. */
  private static void definitions(Page page, ExtensionInspection extension) {
    Map<String, List<String>> alike = new LinkedHashMap<>();
    List<String> own = ownFirst(extension);
    List<Definition> sorted =
        extension.definitions().stream()
            .sorted(Comparator.comparingInt(d -> own.indexOf(d.entry().orElse(""))))
            .toList();
    for (Definition definition : sorted) {
      Page lines = new Page(page.style());
      definition(lines, definition);
      alike
          .computeIfAbsent(lines.toString(), text -> new ArrayList<>())
          .add(definition.module().or(definition::entry).orElse("a static one"));
    }
    alike.forEach(
        (text, names) -> {
          field(page, "definition", names.getFirst());
          page.raw(text);
          if (names.size() > 1) {
            names(page, "  alike", names.subList(1, names.size()));
          }
        });
  }

  /** The entry functions' names, those of the module that the file is named for first. */
  private static List<String> ownFirst(ExtensionInspection extension) {
    String last = extension.module().substring(extension.module().lastIndexOf('.') + 1);
    return extension.entries().stream()
        .sorted(Comparator.comparing(entry -> !entry.module().equals(last)))
        .map(EntryFunction::symbol)
        .toList();
  }

  private static void definition(Page page, Definition definition) {
    field(page, "  layout", BakedIn.phase(definition.phase()) + ", " + BakedIn.layout(definition));
    for (SlotLine slot : definition.slots()) {
      field(
          page,
          "  slot",
          slot.id()
              + slot.name().map(name -> " " + name).orElse(" (unknown)")
              + slot.value().map(value -> " = " + value).orElse(""));
    }
    field(page, "  GIL", gil(definition));
    field(page, "  interpreters", interpreters(definition));
    definition.abiInfo().ifPresent(info -> field(page, "  ABI info", abiInfo(info)));
  }

  private static String gil(Definition definition) {
    return switch (definition.gil()) {
      case NOT_USED -> "says that it runs without it";
      case USED -> "says that it needs it";
      case ABSENT -> "says nothing, so a free-threaded Python turns its GIL on";
      case UNKNOWN -> "only decided when its code runs";
    };
  }

  private static String interpreters(Definition definition) {
    return switch (definition.multipleInterpreters()) {
      case SUPPORTED -> "supported, sharing a GIL";
      case PER_INTERPRETER_GIL -> "supported, each with its own GIL";
      case NOT_SUPPORTED -> "not supported";
      case ABSENT -> "says nothing, so supported where they share a GIL";
      case UNKNOWN -> "only decided when its code runs";
    };
  }

  private static String abiInfo(AbiInfo info) {
    List<String> flags = AbiInfoText.flags(info);
    return (flags.isEmpty() ? "no flags" : String.join(", ", flags))
        + "; headers of "
        + AbiInfoText.version(info.buildVersion()).orElse(NOT_RECORDED)
        + "; ABI of "
        + AbiInfoText.version(info.abiVersion()).orElse(NOT_RECORDED);
  }

  private static void requires(Page page, Requirements requires) {
    field(page, "needs", BakedIn.api(requires));
    names(page, "  outside", requires.outsideStableAbi());
    names(page, "  t only", requires.freeThreadedOnly());
    names(page, "  GIL only", requires.gilOnly());
    requires
        .apiVersion()
        .ifPresent(
            version ->
                field(
                    page,
                    "  API version",
                    version
                        + (version == 3
                            ? " (Limited API)"
                            : version == 1013 ? " (full API)" : "")));
    names(page, "libraries", requires.libraries());
    requires.glibc().ifPresent(version -> field(page, "glibc", version + " or newer"));
    requires.macos().ifPresent(version -> field(page, "macOS", version + " or newer"));
  }

  private static void names(Page page, String label, List<String> names) {
    if (!names.isEmpty()) {
      field(page, label, Words.list(names, MOST_NAMES));
    }
  }

  private static void field(Page page, String label, String value) {
    page.paragraph(2, "%-16s".formatted(label), value);
  }
}
