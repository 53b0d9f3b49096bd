package io.abiwarden.worker.telling;

import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.PythonError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Turns what {@code bootstrap.py} tells into events. */
public final class Narrator {

  private final Reporter reporter;
  private final Supplier<Definitions> definitions;

  /**
   * Ready to hear.
   *
   * @param reporter gets the events
   * @param definitions reads the definition of a module that was just made; asked for each anew
   */
  public Narrator(Reporter reporter, Supplier<Definitions> definitions) {
    this.reporter = reporter;
    this.definitions = definitions;
  }

  /**
   * Hears one thing. What makes no sense is left out: an extension may tell things, too.
   *
   * @return why the module that was just made must not be executed, if it must not
   */
  public Optional<String> hear(Telling told) {
    String name = told.text(1);
    switch (told.what()) {
      case "parent" -> reporter.reached(Phase.PARENTS, name, Optional.empty());
      case "import" -> reporter.reached(Phase.IMPORTING, name, Optional.empty());
      case "create" -> reporter.enter(Phase.IMPORTING, name, told.optional(2));
      case "open" -> reporter.reached(Phase.OPENING, name, told.optional(2));
      case "entry" -> reporter.reached(Phase.ENTRY, name, told.optional(2));
      case "exec" -> reporter.enter(Phase.EXECUTING, name, told.optional(2));
      case "leave" -> reporter.leave();
      case "failed" -> reporter.keepCurrent();
      case "done" -> reporter.reached(Phase.DONE, name, Optional.empty());
      case "collect" -> reporter.reached(Phase.COLLECTING, name, Optional.empty());
      case "run" -> reporter.reached(Phase.RUNNING, name, Optional.empty());
      case "exiting" -> reporter.reached(Phase.EXITING, name, Optional.empty());
      case "gil" -> reporter.tell(new Event.GilEnabled(name));
      case "loaded" -> reporter.tell(new Event.Loaded(told.optional(1)));
      case "ran" ->
          reporter.tell(
              new Event.Ran(told.size() > 1 ? Optional.of(error(told, 1)) : Optional.empty()));
      case "unable" -> reporter.tell(new Event.Unable(name));
      case "standin" ->
          reporter.tell(
              new Event.StandIn(
                  name, told.size() > 2 ? Optional.of(error(told, 2)) : Optional.empty()));
      case "raised" -> {
        reporter.tellKept();
        reporter.tell(new Event.Raised(error(told, 1)));
      }
      case "exit" -> {
        reporter.tellKept();
        reporter.tell(new Event.Raised(error(told, 2)));
        reporter.tell(new Event.Exiting(told.number(1)));
      }
      case "finished" -> reporter.tell(new Event.Finished());
      case "created" -> {
        return created(told);
      }
      case "returned" -> definitions.get().returned(Returned.of(told)).ifPresent(this::raised);
      default -> {
        // The extension's own.
      }
    }
    return Optional.empty();
  }

  private void raised(PythonError error) {
    reporter.tell(new Event.Raised(error));
  }

  private Optional<String> created(Telling told) {
    String name = told.text(1);
    reporter.reached(Phase.CREATED, name, told.optional(2));
    reporter.tell(new Event.Gil(name, told.flag(4), told.flag(5)));
    OptionalLong module = told.address(3);
    return module.isEmpty()
        ? Optional.empty()
        : definitions.get().ofModule(name, module.getAsLong(), told.flag(6), told.flag(7));
  }

  private static PythonError error(Telling told, int from) {
    int causes = told.number(from + 4).orElse(0);
    var rest = new ArrayList<String>();
    for (int i = from + 5; i < told.size(); i++) {
      rest.add(told.text(i));
    }
    int split = Math.clamp(causes, 0, rest.size());
    return new PythonError(
        told.text(from),
        told.text(from + 1),
        List.copyOf(rest.subList(0, split)),
        List.copyOf(rest.subList(split, rest.size())),
        told.optional(from + 2),
        told.flag(from + 3));
  }
}
