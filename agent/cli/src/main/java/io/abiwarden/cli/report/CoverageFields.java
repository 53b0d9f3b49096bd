package io.abiwarden.cli.report;

import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.coverage.Cell;
import io.abiwarden.core.coverage.CellGroup;
import io.abiwarden.core.coverage.Coverage;
import io.abiwarden.core.coverage.Gap;
import io.abiwarden.core.coverage.Grid;
import io.abiwarden.core.coverage.Machine;
import io.abiwarden.core.coverage.Offer;
import io.abiwarden.core.coverage.PythonBuild;
import io.abiwarden.core.coverage.Unpicked;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.platform.VersionNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What releases cover, as JSON. */
final class CoverageFields {

  private CoverageFields() {}

  /** Adds the field to a document, or to a line that has nothing else. */
  static Json.Fields addTo(Json.Fields document, Coverage coverage) {
    return document.put("coverage", Json.objects(coverage.grids(), grid -> grid(coverage, grid)));
  }

  private static Json.Fields grid(Coverage coverage, Grid grid) {
    List<Json.Fields> cells = new ArrayList<>();
    for (Machine machine : grid.machines()) {
      for (PythonBuild python : grid.pythons()) {
        cell(grid.cell(python, machine))
            .ifPresent(
                fields ->
                    cells.add(
                        new Json.Fields()
                            .put("python", python.id())
                            .put("platform", machine.id())
                            .put("status", fields.status())
                            .put("wheel", fields.wheel())
                            .put("tag", fields.tag())
                            .put("verdict", fields.verdict())
                            .put("rules", fields.rules())
                            .put("reason", fields.reason())
                            .put("why", fields.why())));
      }
    }
    return new Json.Fields()
        .put("project", grid.project())
        .put("version", grid.version())
        .put("expected", coverage.expected().text())
        .put("passes", grid.passes())
        .put("pythons", grid.pythons().stream().map(PythonBuild::id).toList())
        .put("platforms", Json.objects(grid.machines(), machine -> platform(grid, machine)))
        .put("sdist", grid.sdist())
        .put("summary", summary(grid).map())
        .put("cells", Json.objects(cells, fields -> fields))
        .put("holes", Json.objects(grid.gaps(), CoverageFields::gap))
        .put("groups", Json.objects(grid.groups(), CoverageFields::group))
        .put("unpicked", Json.objects(grid.unpicked(), CoverageFields::unpicked));
  }

  private static Json.Fields platform(Grid grid, Machine machine) {
    return new Json.Fields()
        .put("platform", machine.id())
        .put("family", machine.family())
        .put("system", text(machine.systemVersion()))
        .put(
            "asks",
            grid.asks().getOrDefault(machine, List.of()).stream()
                .map(VersionNumber::toString)
                .toList());
  }

  private static Object text(String text) {
    return text.isEmpty() ? Optional.empty() : text;
  }

  private static Json.Fields summary(Grid grid) {
    Json.Fields fields =
        new Json.Fields().put("expected", grid.expected()).put("hole", grid.holes());
    for (Cell.State state : Cell.State.values()) {
      boolean accepted = state == Cell.State.ACCEPTED;
      fields.put(state.word(), grid.in(state) + (accepted ? grid.acceptedHoles() : 0));
    }
    return fields;
  }

  /** What a cell has, whether there is a wheel or none. */
  private record CellFields(
      String status,
      Optional<String> wheel,
      Optional<String> tag,
      Optional<String> verdict,
      List<String> rules,
      Optional<String> reason,
      Optional<String> why) {}

  private static Optional<CellFields> cell(Cell cell) {
    return switch (cell) {
      case Cell.NotExpected _ -> Optional.empty();
      case Cell.Hole hole ->
          Optional.of(
              new CellFields(
                  hole.accepted().isPresent() ? Cell.State.ACCEPTED.word() : Reason.HOLE,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  List.of(),
                  Optional.of(hole.reason().word()),
                  Acceptance.why(hole.accepted())));
      case Cell.Picked picked ->
          Optional.of(
              new CellFields(
                  picked.state().word(),
                  Optional.of(picked.wheel().shown()),
                  Optional.of(picked.tag().toString()),
                  Optional.of(picked.verdict().word()),
                  rules(picked.because()),
                  Optional.empty(),
                  Acceptance.why(picked.accepted())));
    };
  }

  private static List<String> rules(List<AuditFinding> findings) {
    return findings.stream().map(found -> found.finding().rule().id()).distinct().sorted().toList();
  }

  private static Json.Fields gap(Gap gap) {
    return new Json.Fields()
        .put("reason", gap.reason().word())
        .put("pythons", gap.pythons().stream().map(PythonBuild::id).toList())
        .put("platforms", gap.machines().stream().map(Machine::id).toList())
        .put("wheels", shown(gap.wheels()))
        .put("message", gap.message())
        .put("help", text(gap.help()))
        .put("accepted", gap.accepted().isPresent())
        .put("why", Acceptance.why(gap.accepted()));
  }

  private static Json.Fields group(CellGroup group) {
    return new Json.Fields()
        .put("status", group.state().word())
        .put("verdict", group.verdict().word())
        .put("rules", group.rules().stream().map(Rule::id).toList())
        .put("pythons", group.pythons().stream().map(PythonBuild::id).toList())
        .put("platforms", group.machines().stream().map(Machine::id).toList())
        .put("wheels", shown(group.wheels()))
        .put("message", group.message())
        .put("help", text(group.help()))
        .put("accepted", group.accepted().isPresent())
        .put("why", Acceptance.why(group.accepted()));
  }

  private static Json.Fields unpicked(Unpicked unpicked) {
    return new Json.Fields()
        .put("wheel", unpicked.wheel().shown())
        .put("why", unpicked.why().word())
        .put("instead", shown(unpicked.instead()))
        .put("message", unpicked.message());
  }

  private static List<String> shown(List<Offer> wheels) {
    return wheels.stream().map(Offer::shown).toList();
  }
}
