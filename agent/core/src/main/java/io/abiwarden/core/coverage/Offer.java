package io.abiwarden.core.coverage;

import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.Installation;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.wheel.RequiresPython;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.core.wheel.WheelName;
import java.util.List;
import java.util.Optional;

/**
 * A wheel of a release, with what its audit said.
 *
 * @param shown how the user named it
 * @param fileName the name without folders, which is what installers go by
 * @param name what that says
 * @param requiresPython the metadata's Requires-Python, as spelt
 * @param yanked whether the index says that it was withdrawn
 * @param read whether it could be read; what is in one that could not is unknown
 * @param installations what becomes of it on each interpreter that it is promised for
 * @param problems what was found
 */
public record Offer(
    String shown,
    String fileName,
    WheelName name,
    Optional<String> requiresPython,
    boolean yanked,
    boolean read,
    List<Installation> installations,
    List<Problem> problems) {

  /** Copies the lists. */
  public Offer {
    installations = List.copyOf(installations);
    problems = List.copyOf(problems);
  }

  /**
   * A finding, and what the user's options make of it.
   *
   * @param finding what was found
   * @param breaks whether it keeps the wheel from passing
   * @param accepted why it breaks nothing, if the user knows it and accepts it
   */
  public record Problem(AuditFinding finding, boolean breaks, Optional<Acceptance> accepted) {}

  /** One of which no more than its name is known. */
  public static Offer unread(String shown, String fileName, WheelName name) {
    return new Offer(shown, fileName, name, Optional.empty(), false, false, List.of(), List.of());
  }

  /** The same, withdrawn. */
  public Offer withYanked(boolean isYanked) {
    return new Offer(
        shown, fileName, name, requiresPython, isYanked, read, installations, problems);
  }

  /** The platforms of its tags. */
  List<String> platforms() {
    return name.tags().stream().map(Tag::platform).distinct().toList();
  }

  /** Why no installer takes a wheel of this name, whatever its tags; empty if that is not so. */
  List<String> objections() {
    return name.objections(fileName);
  }

  /**
   * What Requires-Python asks for; empty if it asks for nothing. One that cannot be read asks for
   * nothing, as with pip.
   */
  Optional<RequiresPython> requires() {
    return requiresPython.flatMap(RequiresPython::parse);
  }

  /** Whether Requires-Python lets an interpreter have it. */
  boolean allows(PythonBuild python) {
    return requires().map(python::allowedBy).orElse(true);
  }

  /** What becomes of it on an interpreter, on a machine. */
  Verdict verdict(PythonBuild python, Machine machine) {
    return installations.stream()
        .filter(one -> one.python().equals(python.id()))
        .findFirst()
        .map(one -> one.verdictOn(machine.architectures()))
        .orElse(Verdict.UNKNOWN);
  }

  /** A build number as installers order them: its digits as a number, then what follows them. */
  List<String> build() {
    return name.build()
        .map(
            build -> {
              int end = 0;
              while (end < build.length() && build.charAt(end) >= '0' && build.charAt(end) <= '9') {
                end++;
              }
              String digits = build.substring(0, end).replaceFirst("^0+(?=.)", "");
              return List.of(digits, build.substring(end));
            })
        .orElse(List.of());
  }

  /** {@code cp314-cp314t}, as in its name. */
  public String tagText() {
    return name.pythonAndAbi();
  }
}
