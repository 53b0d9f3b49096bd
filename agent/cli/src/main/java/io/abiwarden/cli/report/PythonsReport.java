package io.abiwarden.cli.report;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.wheel.CompatibleTags;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.worker.python.Interpreter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The interpreters that were found.
 *
 * @param pythons the interpreters
 * @param host the machine whose wheels' tags are to be shown; empty if none are
 */
public record PythonsReport(List<Interpreter> pythons, Optional<Host> host) {

  /** The document {@code abiwarden/pythons/1}. */
  public String json() {
    return Json.text(
        Json.document("pythons/1")
            .put(
                "pythons",
                Json.objects(
                    pythons, python -> withTags(fields(new Json.Fields(), python), python))));
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
    return CompatibleTags.of(facts.version(), facts.freeThreaded(), facts.debug(), host);
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
        .put("prefix", python.prefix().toString())
        .put("venv", python.venv().map(Path::toString))
        .put("source", python.source())
        .put("embeddable", python.embeddable())
        .put("why", python.why().isEmpty() ? Optional.empty() : python.why());
  }

  /** For people: one interpreter after another, and what stands in the way of those not usable. */
  public String table(Style style) {
    int idWidth = 6;
    int sourceWidth = 4;
    for (Interpreter python : pythons) {
      idWidth = Math.max(idWidth, python.id().length());
      sourceWidth = Math.max(sourceWidth, python.source().length());
    }
    String row = "%-" + idWidth + "s  %-17s  %-" + sourceWidth + "s  ";
    StringBuilder text = new StringBuilder();
    String head = row.formatted("python", "build", "from");
    text.append(style.in(Style.Colour.STRONG, head + "where")).append('\n');
    for (Interpreter python : pythons) {
      String start = row.formatted(Style.plain(python.id()), build(python), python.source());
      List<String> where = style.wrap(place(python), head.length());
      boolean below = head.length() + where.getFirst().length() > style.width();
      text.append(python.embeddable() ? start : style.in(Style.Colour.FAINT, start));
      text.append(below ? "\n    " : "").append(where.getFirst()).append('\n');
      for (String reason : python.embeddable() ? List.<String>of() : because(python, style)) {
        text.append("    ").append(style.in(Style.Colour.CAREFUL, reason)).append('\n');
      }
    }
    host.ifPresent(here -> addTags(text, style, here));
    if (pythons.isEmpty()) {
      text.append(
          "none found; get one with \"uv python install 3.14t\" or \"pyenv install 3.14t\"\n");
    }
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

  private static List<String> because(Interpreter python, Style style) {
    return style.wrap("cannot be opened: " + python.why(), 4);
  }

  private static String build(Interpreter python) {
    String release = python.facts().version().preRelease();
    return (python.facts().freeThreaded() ? "free-threaded" : "GIL")
        + (python.facts().debug() ? " debug" : "")
        + (release.isEmpty() ? "" : " " + release);
  }

  private static String place(Interpreter python) {
    return Words.path(python.executable().or(python::libpython).orElse(python.prefix()).toString());
  }
}
