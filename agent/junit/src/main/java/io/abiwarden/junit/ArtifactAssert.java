package io.abiwarden.junit;

import io.abiwarden.Abiwarden;
import io.abiwarden.Check;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.worker.python.Interpreter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractPathAssert;

/**
 * Assertions about an artifact: whether it keeps its promises, and, after {@code on}, what becomes
 * of it on an interpreter. How that is found out is said before {@code on}; without a word it is
 * imported as its users would, in a worker process.
 */
public class ArtifactAssert extends AbstractPathAssert<ArtifactAssert> {

  private UnaryOperator<Check> how = UnaryOperator.identity();

  /**
   * For {@link AbiwardenAssertions#assertThat(Path)}.
   *
   * @param actual the artifact
   */
  public ArtifactAssert(Path actual) {
    super(actual, ArtifactAssert.class);
  }

  /**
   * What becomes of it on an interpreter, or on each of several.
   *
   * @param pythons as the command's {@code --python} takes them: {@code 3.14} (which never means
   *     3.14t), {@code 3.14t}, a path, {@code embedded}, {@code all}. One that is not here fails
   *     the assertion that follows, which says how to get it. None at all means those that the
   *     artifact's names promise
   */
  @CheckReturnValue
  public LoadAssert on(String... pythons) {
    return about(check().on(pythons));
  }

  /**
   * What becomes of it on an interpreter, or on each of several.
   *
   * @param pythons interpreters of this machine
   */
  @CheckReturnValue
  public LoadAssert on(Interpreter... pythons) {
    return about(check().on(pythons));
  }

  /**
   * What becomes of it on each interpreter that its names promise, of those that are known: 3.9 to
   * 3.15, with a GIL and without. One that is not here fails the assertion that follows.
   */
  @CheckReturnValue
  public LoadAssert onPromised() {
    return about(check());
  }

  /**
   * Whether what its name and metadata promise is true, as {@code abiwarden audit} says: the tags,
   * the files' names, the symbols, the platform. Runs nothing; an artifact for another system is
   * audited as well. Of a folder with wheels in it, each is.
   *
   * @throws AssertionError if a promise is broken, or cannot be told to be kept; if a folder has
   *     neither wheels nor extension modules in it
   */
  public ArtifactAssert keepsItsPromises() {
    Optional<String> broken = AuditWords.whyNotKept(artifact());
    if (broken.isPresent()) {
      throw failure("%s", broken.get());
    }
    return this;
  }

  /** Whatever its files are named: what happens when each is loaded by its path. */
  public ArtifactAssert byPath() {
    return with(Check::byPath);
  }

  /**
   * Folders of packages to import from, after its own.
   *
   * @param folders what it needs, as installed by {@code pip install --target}
   */
  public ArtifactAssert site(Path... folders) {
    return with(check -> check.site(folders));
  }

  /**
   * With what a wheel requires: pip installs it for each interpreter into a folder of its own,
   * which is deleted afterwards. Only wheels are installed, so that nothing is built.
   */
  public ArtifactAssert withDependencies() {
    return with(Check::withDependencies);
  }

  /**
   * How long one extension may take. The default is a minute.
   *
   * @param timeout from a tenth of a second to a day
   */
  public ArtifactAssert timeout(Duration timeout) {
    return with(check -> check.timeout(timeout));
  }

  /**
   * How far to go. The default is {@link Depth#IMPORT}.
   *
   * @param depth with {@link Depth#STATIC} nothing foreign is run, and {@code loads()} means
   *     "should load, by all that can be read"
   */
  public ArtifactAssert depth(Depth depth) {
    return with(check -> check.depth(depth));
  }

  private ArtifactAssert with(UnaryOperator<Check> more) {
    UnaryOperator<Check> before = how;
    // Said now, so that a value that cannot be is found where it is written.
    Check _ = more.apply(before.apply(Abiwarden.check(artifact())));
    how = check -> more.apply(before.apply(check));
    return this;
  }

  private Check check() {
    return how.apply(Abiwarden.check(artifact()));
  }

  private Path artifact() {
    isNotNull();
    return actual;
  }

  private LoadAssert about(Check check) {
    LoadAssert next = new LoadAssert(check);
    next.info.description(info.description());
    return next;
  }
}
