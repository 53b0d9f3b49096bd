package io.abiwarden.worker.process;

import io.abiwarden.ffi.AuditArguments;
import io.abiwarden.ffi.AuditListener;
import io.abiwarden.ffi.Decision;
import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.PythonError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hears what {@code bootstrap.py} tells and what the import machinery is about to do, and passes it
 * on.
 */
final class ImportListener implements AuditListener {

  /** The audit event that {@code bootstrap.py} raises. */
  static final String OWN_EVENT = "abiwarden";

  private final Reporter reporter;
  private final Set<String> forbidden;
  private volatile @Nullable LiveDefinitions definitions;
  private volatile @Nullable Thread listening;

  /**
   * A listener.
   *
   * @param forbidden files that must not be opened: a sibling that is known to be unsafe
   */
  ImportListener(Reporter reporter, List<Path> forbidden) {
    this.reporter = reporter;
    this.forbidden = forbidden.stream().map(Path::toString).collect(Collectors.toSet());
  }

  /** From now on events of this thread are heard; before, they are the interpreter's own start. */
  void listen(LiveDefinitions readers) {
    definitions = readers;
    listening = Thread.currentThread();
  }

  @Override
  public Decision onEvent(String event, AuditArguments arguments) {
    Optional<String> opened =
        // Only with a file is it an extension, which is about to be opened (Python/import.c).
        event.equals(OWN_EVENT) ? Optional.empty() : arguments.text(1);
    if (opened.filter(forbidden::contains).isPresent()) {
      return new Decision.Veto(opened.get() + " was built for another Python, and is not opened");
    }
    LiveDefinitions readers = definitions;
    if (readers == null || !Thread.currentThread().equals(listening)) {
      return Decision.ALLOW;
    }
    opened.ifPresent(file -> reporter.reached(Phase.OPENING, text(arguments, 0), opened));
    return event.equals(OWN_EVENT) ? own(arguments, readers) : Decision.ALLOW;
  }

  private Decision own(AuditArguments arguments, LiveDefinitions readers) {
    String name = text(arguments, 1);
    switch (text(arguments, 0)) {
      case "parent" -> reporter.reached(Phase.PARENTS, name, Optional.empty());
      case "import" -> reporter.reached(Phase.IMPORTING, name, Optional.empty());
      case "create" -> reporter.enter(Phase.IMPORTING, name, arguments.text(2));
      case "exec" -> reporter.enter(Phase.EXECUTING, name, arguments.text(2));
      case "leave" -> reporter.leave();
      case "failed" -> reporter.keepCurrent();
      case "done" -> reporter.reached(Phase.DONE, name, Optional.empty());
      case "collect" -> reporter.reached(Phase.COLLECTING, name, Optional.empty());
      case "gil" -> reporter.tell(new Event.GilEnabled(name));
      case "loaded" -> loaded(name);
      case "standin" ->
          reporter.tell(
              new Event.StandIn(
                  name,
                  arguments.size() > 2 ? Optional.of(error(arguments, 2)) : Optional.empty()));
      case "raised" -> {
        reporter.tellKept();
        reporter.tell(new Event.Raised(error(arguments, 1)));
      }
      case "exit" -> {
        reporter.tellKept();
        reporter.tell(new Event.Raised(error(arguments, 2)));
        reporter.tell(new Event.Exiting(number(name)));
      }
      case "created" -> {
        return created(arguments, readers);
      }
      default -> {
        // The extension may raise events of this name, too.
      }
    }
    return Decision.ALLOW;
  }

  private void loaded(String file) {
    reporter.tell(new Event.Loaded(file.isEmpty() ? Optional.empty() : Optional.of(file)));
  }

  private Decision created(AuditArguments arguments, LiveDefinitions readers) {
    String name = text(arguments, 1);
    reporter.reached(Phase.CREATED, name, arguments.text(2));
    reporter.tell(new Event.Gil(name, flag(arguments, 4), flag(arguments, 5)));
    Optional<Long> module = address(text(arguments, 3));
    if (module.isEmpty()) {
      return Decision.ALLOW;
    }
    return readers
        .ofModule(name, module.get(), flag(arguments, 6), flag(arguments, 7))
        .<Decision>map(Decision.Veto::new)
        .orElse(Decision.ALLOW);
  }

  private static PythonError error(AuditArguments arguments, int from) {
    int causes = number(text(arguments, from + 4)).orElse(0);
    var rest = new ArrayList<String>();
    for (int i = from + 5; i < arguments.size(); i++) {
      rest.add(text(arguments, i));
    }
    int split = Math.clamp(causes, 0, rest.size());
    String name = text(arguments, from + 2);
    return new PythonError(
        text(arguments, from),
        text(arguments, from + 1),
        List.copyOf(rest.subList(0, split)),
        List.copyOf(rest.subList(split, rest.size())),
        name.isEmpty() ? Optional.empty() : Optional.of(name),
        flag(arguments, from + 3));
  }

  private static String text(AuditArguments arguments, int index) {
    return arguments.text(index).orElse("");
  }

  private static boolean flag(AuditArguments arguments, int index) {
    return text(arguments, index).equals("1");
  }

  private static OptionalInt number(String text) {
    return text.matches("-?[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  private static Optional<Long> address(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
