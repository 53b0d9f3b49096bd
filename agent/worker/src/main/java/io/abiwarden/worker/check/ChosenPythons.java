package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckRequest.Pairs;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The interpreters that artifacts are checked on: those that the user named, or for each artifact
 * those that its names promise. Safe for several threads.
 */
final class ChosenPythons {

  /** In place of the names of interpreters that only the artifact can tell. */
  private static final String UNKNOWN = "*";

  private final Interpreters interpreters;
  private final CheckListener listener;
  private final boolean promised;
  private final List<Interpreter> named;
  private final Pairs pairs;
  private final Host here;
  private final Map<String, Interpreter> ready = new HashMap<>();

  /**
   * Chooses.
   *
   * @param here what wheels would be installed on
   * @throws NoSuchInterpreterException if a name names none
   */
  ChosenPythons(Interpreters interpreters, CheckRequest request, CheckListener listener, Host here)
      throws NoSuchInterpreterException {
    this.interpreters = interpreters;
    this.listener = listener;
    this.promised = request.pythons().isEmpty();
    this.named = interpreters.select(request.pythons(), listener.unpacking());
    this.pairs = request.pairs();
    this.here = here;
    named.forEach(python -> ready.put(python.id(), python));
  }

  /** Those for an artifact; each promised one that is not here is written down. */
  synchronized List<Interpreter> of(Artifact artifact, List<NotChecked> notChecked) {
    if (!promised) {
      return pairs == Pairs.EVERY || artifact.kind() != Artifact.Kind.WHEEL
          ? named
          : named.stream().filter(python -> python.accepts(artifact.tags(), here)).toList();
    }
    List<Interpreter> pythons = new ArrayList<>();
    for (String shortName : Promises.of(artifact)) {
      boolean any = false;
      for (Interpreter python : interpreters.all()) {
        if (python.facts().shortName().equals(shortName)) {
          any = true;
          add(python, artifact, pythons, notChecked);
        }
      }
      if (!any) {
        notChecked.add(
            new NotChecked(
                artifact.path().toString(),
                shortName,
                "promised by "
                    + promise(artifact)
                    + ", is not here: "
                    + interpreters.howToGet(shortName)));
      }
    }
    return pythons;
  }

  private void add(
      Interpreter python,
      Artifact artifact,
      List<Interpreter> pythons,
      List<NotChecked> notChecked) {
    Interpreter known = ready.get(python.id());
    try {
      Interpreter one = known != null ? known : interpreters.ready(python, listener.unpacking());
      ready.put(one.id(), one);
      pythons.add(one);
    } catch (NoSuchInterpreterException e) {
      notChecked.add(
          new NotChecked(artifact.path().toString(), python.id(), String.valueOf(e.getMessage())));
    }
  }

  /** What to call those that an artifact which was not looked at would have been checked on. */
  List<String> expected() {
    return promised ? List.of(UNKNOWN) : named.stream().map(Interpreter::id).toList();
  }

  /** All that were used, in the order of discovery; the user's own order where there is one. */
  synchronized List<Interpreter> used() {
    if (!promised) {
      return named;
    }
    return interpreters.all().stream()
        .map(Interpreter::id)
        .filter(ready::containsKey)
        .map(ready::get)
        .toList();
  }

  private static String promise(Artifact artifact) {
    return artifact.kind() == Artifact.Kind.WHEEL
        ? artifact.tags().stream()
            .map(t -> t.python() + "-" + t.abi())
            .distinct()
            .reduce((a, b) -> a + " and " + b)
            .orElse("its name")
        : "its name";
  }
}
