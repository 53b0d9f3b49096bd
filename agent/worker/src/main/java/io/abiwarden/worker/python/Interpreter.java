package io.abiwarden.worker.python;

import io.abiwarden.core.platform.Target;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.wheel.CompatibleTags;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.core.wheel.Tag;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An interpreter: one on this machine, or one of another platform that is known from data alone.
 *
 * @param facts what the judge needs to know of it
 * @param libpython its shared library, if it has one
 * @param executable the command that starts it, if it has one; a virtual environment's own command,
 *     so that its packages are visible
 * @param prefix what Python calls its base prefix: the folder that holds {@code lib/python3.X}
 * @param venv the virtual environment's folder, if this is one
 * @param source where it was found, for people: {@code pyenv}, {@code PATH}, {@code embedded}
 * @param embeddable whether a worker can open its libpython
 * @param why what stands in the way of that; empty if nothing does
 * @param whyNotRun what stands in the way of running extensions in its command; empty if nothing
 *     does
 * @param target the platform of one that is not on this machine, which has none of the files above
 *     and can neither be embedded nor run; empty for those that are here
 */
public record Interpreter(
    InterpreterFacts facts,
    Optional<Path> libpython,
    Optional<Path> executable,
    Path prefix,
    Optional<Path> venv,
    String source,
    boolean embeddable,
    String why,
    String whyNotRun,
    Optional<Target> target) {

  /** The {@link #source} of those that are on no machine that could be looked at. */
  public static final String DATA = "data";

  private static final String NOT_HERE = "it is not on this machine, and known from data alone";

  /** One that is on this machine. */
  public Interpreter(
      InterpreterFacts facts,
      Optional<Path> libpython,
      Optional<Path> executable,
      Path prefix,
      Optional<Path> venv,
      String source,
      boolean embeddable,
      String why,
      String whyNotRun) {
    this(
        facts,
        libpython,
        executable,
        prefix,
        venv,
        source,
        embeddable,
        why,
        whyNotRun,
        Optional.empty());
  }

  /**
   * One that is not on this machine: extensions are read and judged for it, and never run.
   *
   * @param facts one of {@link Target#interpreter}
   * @param target its platform
   */
  static Interpreter elsewhere(InterpreterFacts facts, Target target) {
    return new Interpreter(
        facts,
        Optional.empty(),
        Optional.empty(),
        Path.of(""),
        Optional.empty(),
        DATA,
        false,
        NOT_HERE,
        NOT_HERE,
        Optional.of(target));
  }

  /** The {@link #source} of the interpreter that comes with abiwarden. */
  public static final String EMBEDDED = "embedded";

  /** How reports name it: {@code 3.14.7t}. */
  public String id() {
    return facts.id();
  }

  /**
   * The word by which {@link Interpreters#select} finds exactly this one again: its path, where a
   * version could mean another one of the same.
   */
  public String spec() {
    if (target.isPresent()) {
      return id();
    }
    return source.equals(EMBEDDED)
        ? EMBEDDED
        : executable.or(() -> libpython).orElse(prefix).toString();
  }

  /**
   * Whether extensions can be imported by running its {@link #executable()}: it has one that starts
   * on this machine, which need not have a shared libpython.
   */
  public boolean runnable() {
    return whyNotRun.isEmpty();
  }

  /** Whether extensions can be loaded into it in one way or the other, and not only judged. */
  public boolean usable() {
    return embeddable || runnable();
  }

  /**
   * Whether an installer would put a wheel there.
   *
   * @param tags the wheel's tags
   * @param here this machine, which those that are on it run on
   */
  public boolean accepts(List<Tag> tags, Host here) {
    return target
        .map(platform -> platform.accepts(tags, facts))
        .orElseGet(() -> CompatibleTags.accepts(tags, facts, here));
  }

  /** The file that the interpreter's code is in: its libpython, else the executable itself. */
  public Optional<Path> image() {
    return libpython.or(() -> executable.map(Folders::real));
  }

  /**
   * The same interpreter as its library says it is, with the names that the library exports; the
   * executable's word counts where the interpreter is linked into that. Reads the whole file, so it
   * is for interpreters that were chosen.
   *
   * @return this interpreter if that was done already; one that is not embeddable if its library
   *     cannot be read, or is for another processor
   */
  public Interpreter withSymbols() {
    return target.isPresent() || facts.exportedSymbols().isPresent() ? this : Verification.of(this);
  }

  Interpreter withFacts(InterpreterFacts changed) {
    return new Interpreter(
        changed, libpython, executable, prefix, venv, source, embeddable, why, whyNotRun, target);
  }

  Interpreter notEmbeddable(String reason) {
    String first = embeddable ? reason : why;
    return new Interpreter(
        facts, libpython, executable, prefix, venv, source, false, first, whyNotRun, target);
  }

  Interpreter notRunnable(String reason) {
    String first = runnable() ? reason : whyNotRun;
    return new Interpreter(
        facts, libpython, executable, prefix, venv, source, embeddable, why, first, target);
  }
}
