package io.abiwarden.cli.report;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.wheel.CompatibleTags;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.MissingPython;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The interpreters that were found.
 *
 * @param pythons the interpreters
 * @param missing the known ones that are not here; none where only certain ones were asked for
 * @param host the machine whose wheels' tags are to be shown; empty if none are
 */
public record PythonsReport(
    List<Interpreter> pythons, List<MissingPython> missing, Optional<Host> host) {

  private static final String LEGEND =
      "embed: a worker opens its libpython; run: extensions are imported by its own command; read:"
          + " extensions are only judged for it";

  private static final String NUMBERED =
      "; #2: a further one of the same version and build, elsewhere";

  /** The document {@code abiwarden/pythons/1}. */
  public String json() {
    return Json.text(
        Json.document("pythons/1")
            .put(
                "pythons",
                Json.objects(
                    pythons, python -> withTags(fields(new Json.Fields(), python), python)))
            .put(
                "missing",
                Json.objects(
                    missing,
                    one -> new Json.Fields().put("python", one.name()).put("help", one.help()))));
  }

  /** A line of JSON for each. */
  public String lines() {
    StringBuilder lines = new StringBuilder();
    for (Interpreter python : pythons) {
      lines.append(Json.line(withTags(fields(Json.lineOf("pythons/1"), python), python)));
    }
    return lines.toString();
  }

  private Json.Fields withTags(Json.Fields fields, Interpreter python) {
    host.ifPresent(
        here ->
            fields
                .put("tags", tags(python, here).stream().map(Tag::toString).toList())
                .put("tagsBy", CompatibleTags.RULES));
    return fields;
  }

  private static List<Tag> tags(Interpreter python, Host host) {
    InterpreterFacts facts = python.facts();
    return python
        .target()
        .map(target -> target.tags(facts))
        .orElseGet(
            () -> CompatibleTags.of(facts.version(), facts.freeThreaded(), facts.debug(), host));
  }

  /** The entries of {@code pythons}, which other documents have too. */
  static Object objects(List<Interpreter> pythons) {
    return Json.objects(pythons, python -> fields(new Json.Fields(), python));
  }

  private static Json.Fields fields(Json.Fields fields, Interpreter python) {
    InterpreterFacts facts = python.facts();
    return fields
        .put("id", facts.id())
        .put("version", facts.version().text())
        .put("hexVersion", facts.version().hexText())
        .put("freeThreaded", facts.freeThreaded())
        .put("debug", facts.debug())
        .put("platform", facts.platform())
        .put("soabi", facts.soabi())
        .put("extensionSuffixes", facts.extensionSuffixes())
        .put("libpython", python.libpython().map(Path::toString))
        .put("executable", python.executable().map(Path::toString))
        .put("prefix", python.target().isPresent() ? Optional.empty() : python.prefix().toString())
        .put("venv", python.venv().map(Path::toString))
        .put("source", python.source())
        .put("embeddable", python.embeddable())
        .put("why", python.why().isEmpty() ? Optional.empty() : python.why())
        .put("runnable", python.runnable())
        .put("whyNotRun", python.runnable() ? Optional.empty() : python.whyNotRun());
  }

  /** For people: one after another, and what stands in the way of those that cannot be used. */
  public String table(Style style) {
    int idWidth = 6;
    int sourceWidth = 4;
    for (Interpreter python : pythons) {
      idWidth = Math.max(idWidth, python.id().length());
      sourceWidth = Math.max(sourceWidth, python.source().length());
    }
    String row = "%-" + idWidth + "s  %-18s  %-10s  %-" + sourceWidth + "s  ";
    StringBuilder text = new StringBuilder();
    String head = row.formatted("python", "build", "use", "from");
    text.append(style.in(Style.Colour.STRONG, head + "where")).append('\n');
    for (Interpreter python : pythons) {
      String start =
          row.formatted(
              Style.plain(python.id()), build(python), use(python), Style.plain(python.source()));
      List<String> where = style.wrap(place(python), head.length());
      boolean below = head.length() + where.getFirst().length() > style.width();
      String shown = below ? start.stripTrailing() : start;
      text.append(python.usable() ? shown : style.in(Style.Colour.FAINT, shown));
      text.append(below ? "\n    " : "").append(where.getFirst()).append('\n');
      for (String reason : because(python)) {
        for (String line : style.wrap(reason, 4)) {
          text.append("    ").append(style.in(Style.Colour.CAREFUL, line)).append('\n');
        }
      }
    }
    if (!pythons.isEmpty()) {
      boolean numbered = pythons.stream().anyMatch(python -> python.id().contains("#"));
      style
          .wrap(numbered ? LEGEND + NUMBERED : LEGEND, 0)
          .forEach(line -> text.append(style.in(Style.Colour.FAINT, line)).append('\n'));
    }
    text.append(MissingLines.of(missing, style));
    host.ifPresent(here -> addTags(text, style, here));
    return text.toString();
  }

  private void addTags(StringBuilder text, Style style, Host here) {
    for (Interpreter python : pythons) {
      List<Tag> tags = tags(python, here);
      String head =
          "%s takes wheels of %s (by the rules of %s):"
              .formatted(python.id(), Words.count(tags.size(), "tag"), CompatibleTags.RULES);
      text.append('\n').append(style.in(Style.Colour.STRONG, head)).append('\n');
      tags.forEach(tag -> text.append("  ").append(tag).append('\n'));
    }
  }

  private static String use(Interpreter python) {
    if (python.embeddable()) {
      return python.runnable() ? "embed, run" : "embed";
    }
    return python.runnable() ? "run" : "read";
  }

  private static List<String> because(Interpreter python) {
    if (!python.usable() && python.why().equals(python.whyNotRun())) {
      return List.of("only read: " + python.why());
    }
    List<String> reasons = new ArrayList<>();
    if (!python.embeddable()) {
      reasons.add("not embedded: " + python.why());
    }
    if (!python.runnable()) {
      reasons.add("not run: " + python.whyNotRun());
    }
    return reasons;
  }

  static String build(Interpreter python) {
    String release = python.facts().version().preRelease();
    return (release.isEmpty() ? "" : release + ", ")
        + (python.facts().freeThreaded() ? "free-threaded" : "GIL")
        + (python.facts().debug() ? " debug" : "");
  }

  static String place(Interpreter python) {
    if (python.target().isPresent()) {
      return "not on this machine";
    }
    return Words.path(python.executable().or(python::libpython).orElse(python.prefix()).toString());
  }
}
