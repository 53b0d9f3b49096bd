package io.abiwarden;

import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.audit.Auditor;
import io.abiwarden.worker.python.Interpreters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Where to begin: checks extension modules against interpreters, audits what their names promise,
 * and finds the interpreters of this machine.
 *
 * <p>Nothing foreign is ever loaded into the JVM that calls this, which needs no flags for it. Safe
 * for several threads; results are immutable.
 */
public final class Abiwarden {

  private Abiwarden() {}

  /**
   * Begins to describe a check: do these artifacts load on some interpreters, and if not, why? Runs
   * and reads nothing until {@link Check#report()}.
   *
   * @param artifacts wheels, extension files ({@code .so}), folders of wheels, or installed trees
   *     such as a {@code site-packages}; paths of the default file system
   * @return a check by import, on those interpreters of this machine that the artifacts' names
   *     promise; other ones are named by {@link Check#on(String...)}
   */
  public static Check check(Path... artifacts) {
    return check(List.of(artifacts));
  }

  /**
   * The same for many artifacts.
   *
   * @param artifacts wheels, extension files, folders of wheels, or installed trees
   * @return a check by import, on those interpreters of this machine that the artifacts' names
   *     promise
   */
  public static Check check(Collection<Path> artifacts) {
    return Check.of(artifacts);
  }

  /**
   * Audits one artifact: is what its name and its metadata promise true of what is in it? For
   * Linux, macOS and Windows, on any machine. Runs nothing, neither foreign code nor an
   * interpreter.
   *
   * @param artifact a wheel, an extension file, or an installed tree
   * @return what was found; what is wrong with the file itself is among the findings
   * @throws IOException if there is nothing that can be read; the message names the file
   */
  public static AuditedArtifact audit(Path artifact) throws IOException {
    try {
      return Auditor.audit(artifact);
    } catch (IOException e) {
      throw new IOException(artifact + ": " + e.getMessage(), e);
    }
  }

  /**
   * Looks for the interpreters of this machine, anew with each call: on the PATH, in the folders of
   * the system and of tools such as uv, pyenv and conda, among virtual environments. Reads files;
   * an interpreter is run only where these do not tell its version. Takes about as long as listing
   * some dozens of folders, so whoever makes many checks asks once, and uses {@link
   * Check#among(Interpreters)}.
   *
   * @return all that were found, usable or not
   */
  public static Interpreters pythons() {
    return Interpreters.discover();
  }
}
