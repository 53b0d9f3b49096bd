package io.abiwarden.worker.process;

import io.abiwarden.ffi.AuditArguments;
import io.abiwarden.ffi.AuditListener;
import io.abiwarden.ffi.Decision;
import io.abiwarden.worker.telling.Narrator;
import io.abiwarden.worker.telling.Telling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private final Set<String> forbidden;
  private volatile @Nullable Narrator narrator;
  private volatile @Nullable Thread listening;

  /**
   * A listener.
   *
   * @param forbidden files that must not be opened: a sibling that is known to be unsafe
   */
  ImportListener(List<Path> forbidden) {
    this.forbidden = forbidden.stream().map(Path::toString).collect(Collectors.toSet());
  }

  /** From now on events of this thread are heard; before, they are the interpreter's own start. */
  void listen(Narrator hearer) {
    narrator = hearer;
    listening = Thread.currentThread();
  }

  @Override
  public Decision onEvent(String event, AuditArguments arguments) {
    boolean own = event.equals(OWN_EVENT);
    // Only with a file is it an extension, which is about to be opened (Python/import.c).
    Optional<String> opened = own ? Optional.empty() : arguments.text(1);
    if (opened.filter(forbidden::contains).isPresent()) {
      return new Decision.Veto(opened.get() + " was built for another Python, and is not opened");
    }
    Narrator hearer = narrator;
    if (hearer == null || !Thread.currentThread().equals(listening)) {
      return Decision.ALLOW;
    }
    Optional<Telling> told =
        own
            ? Optional.of(telling(arguments))
            : opened.map(file -> new Telling(List.of("open", arguments.text(0).orElse(""), file)));
    return told.flatMap(hearer::hear).<Decision>map(Decision.Veto::new).orElse(Decision.ALLOW);
  }

  private static Telling telling(AuditArguments arguments) {
    var texts = new ArrayList<String>();
    for (int i = 0; i < arguments.size(); i++) {
      texts.add(arguments.text(i).orElse(""));
    }
    return new Telling(texts);
  }
}
