package io.abiwarden;

import io.abiwarden.core.judge.Depth;
import io.abiwarden.worker.check.CheckListener;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckRequest;
import io.abiwarden.worker.check.CheckRequest.Extras;
import io.abiwarden.worker.check.Checker;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A check, described: which artifacts, on which interpreters, how. Immutable; each method returns
 * another description, in which the new value takes the place of the old one. Describing reads and
 * runs nothing; {@link #report()} does.
 *
 * {@snippet file="io/abiwarden/ExamplesTest.java" region="options"}
 */
public final class Check {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofDays(1);

  /** What fits into a worker's job, in bytes. */
  private static final int LONGEST_STATEMENT = 8192;

  private final CheckRequest request;
  private final Optional<Interpreters> interpreters;

  private Check(CheckRequest request, Optional<Interpreters> interpreters) {
    this.request = request;
    this.interpreters = interpreters;
  }

  static Check of(Collection<Path> artifacts) {
    if (artifacts.isEmpty()) {
      throw new IllegalArgumentException("nothing to check: name at least one artifact");
    }
    return new Check(CheckRequest.of(List.copyOf(artifacts)), Optional.empty());
  }

  /**
   * On these interpreters.
   *
   * @param pythons as the command takes them: {@code 3.14} (which never means 3.14t), {@code
   *     3.14t}, {@code 3.14.7t}, a path to an executable, a virtual environment, a libpython or a
   *     prefix, {@code embedded}, or {@code all} for every one that is found; or {@code
   *     3.14t@win_amd64}, one of another platform that is judged for from data, whatever the {@link
   *     #depth}; none for those that each artifact's name promises. What is named and neither here
   *     nor known makes {@link #report()} throw
   */
  public Check on(String... pythons) {
    return with(request.withPythons(List.of(pythons)));
  }

  /**
   * On these interpreters.
   *
   * @param pythons of {@link Abiwarden#pythons()}, or of an earlier report
   */
  public Check on(Interpreter... pythons) {
    return on(Stream.of(pythons).map(Interpreter::spec).toArray(String[]::new));
  }

  /**
   * With interpreters that were found before, instead of looking for them with each {@link
   * #report()}.
   *
   * @param found where names of interpreters are looked up
   */
  public Check among(Interpreters found) {
    return new Check(request, Optional.of(found));
  }

  /**
   * How far to go. The default is {@link Depth#IMPORT}.
   *
   * @param depth {@link Depth#STATIC} runs no foreign code at all
   */
  public Check depth(Depth depth) {
    return with(request.withDepth(depth));
  }

  /** Whatever the files are named: what happens when each is loaded by its path. */
  public Check byPath() {
    return with(request.withByPath(true));
  }

  /**
   * How long one extension may take in a worker, which is killed then (AW406). The default is a
   * minute.
   *
   * @param timeout from a tenth of a second to a day
   * @throws IllegalArgumentException if it is outside of that
   */
  public Check timeout(Duration timeout) {
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a timeout of " + timeout + ": use one from 0.1 seconds to a day");
    }
    return with(request.withTimeout(timeout));
  }

  /**
   * Folders of packages to import from, after the artifact's own.
   *
   * @param folders what the artifacts need, as installed by {@code pip install --target}
   */
  public Check site(Path... folders) {
    return with(
        request.withSite(
            Stream.of(folders).map(path -> path.toAbsolutePath().normalize()).toList()));
  }

  /**
   * How many workers run at the same time. The default is one for each processor.
   *
   * @param workers 1 or more
   * @throws IllegalArgumentException if it is less
   */
  public Check jobs(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException(workers + " workers: use 1 or more");
    }
    return with(request.withJobs(workers));
  }

  /**
   * With a smoke test after each import, in the same process. Where it fails, that is a finding
   * (AW411) and leaves the verdict as it is.
   *
   * @param statement Python code, such as {@code import x; x.selftest()}; empty for none
   * @throws IllegalArgumentException if it is longer than 8 KiB
   */
  public Check running(String statement) {
    if (statement.getBytes(StandardCharsets.UTF_8).length > LONGEST_STATEMENT) {
      throw new IllegalArgumentException(
          "the statement is too long: put it into a module in a folder of site()");
    }
    Extras old = request.extras();
    return with(
        request.withExtras(new Extras(statement, old.subinterpreters(), old.dependencies())));
  }

  /** And once more in subinterpreters: in one that shares the GIL, and in one with its own. */
  public Check inSubinterpreters() {
    Extras old = request.extras();
    return with(request.withExtras(new Extras(old.statement(), true, old.dependencies())));
  }

  /**
   * With what wheels require: pip installs it for each interpreter into a folder of its own, which
   * is deleted afterwards. Only wheels are installed, so that nothing is built.
   */
  public Check withDependencies() {
    Extras old = request.extras();
    return with(request.withExtras(new Extras(old.statement(), old.subinterpreters(), true)));
  }

  /**
   * What this describes, for a {@link Checker} of one's own, which keeps its workers warm from one
   * check to the next.
   *
   * @throws IllegalStateException if it contradicts itself, or a folder of {@link #site} is not
   *     there
   */
  public CheckRequest request() {
    boolean imports = request.depth() == Depth.IMPORT;
    if (!imports && !request.extras().statement().isEmpty()) {
      throw new IllegalStateException("running a statement needs an import" + leaveOut());
    }
    if (!imports && request.extras().subinterpreters()) {
      throw new IllegalStateException("subinterpreters need an import" + leaveOut());
    }
    for (Path folder : request.site()) {
      if (!Files.isDirectory(folder)) {
        throw new IllegalStateException(folder + ": no such folder to import from");
      }
    }
    return request;
  }

  private String leaveOut() {
    return ": leave depth(" + request.depth() + ") out";
  }

  /**
   * Checks, and waits for the end. Each artifact is read and judged for each interpreter; what is
   * not certain to corrupt memory is then loaded, in processes of its own (unless the depth is
   * {@link Depth#STATIC}). Whatever foreign code does there, a crash, an exit, a hang, is a result.
   * When this returns or throws, no process, thread or file of the check is left.
   *
   * <p>May be called any number of times, by several threads at once; each call is a check of its
   * own.
   *
   * @return one result for each pair of artifact and interpreter. Artifacts that cannot be read are
   *     in {@link CheckReport#unreadable()}, interpreters that names promise and that are not here
   *     in {@link CheckReport#notChecked()}; neither is an exception
   * @throws NoSuchInterpreterException if a name of {@link #on(String...)} names none; the message
   *     says which there are, and how to get it. Nothing was run then
   * @throws InterruptedException if the calling thread is interrupted; workers are killed first
   * @throws IllegalStateException if this contradicts itself, see {@link #request()}
   */
  public CheckReport report() throws NoSuchInterpreterException, InterruptedException {
    CheckRequest checked = request();
    try (Checker checker =
        new Checker(interpreters.orElseGet(Abiwarden::pythons), CheckListener.NONE)) {
      return checker.check(checked);
    }
  }

  /** Two that describe the same, and know the same interpreters. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Check that
        && request.equals(that.request)
        && interpreters.equals(that.interpreters);
  }

  @Override
  public int hashCode() {
    return Objects.hash(request, interpreters);
  }

  /** For people: what is checked, and on what. */
  @Override
  public String toString() {
    return "check of "
        + request.artifacts()
        + " on "
        + (request.pythons().isEmpty() ? "what their names promise" : request.pythons());
  }

  private Check with(CheckRequest changed) {
    return new Check(changed, interpreters);
  }
}
