package io.abiwarden.core.judge;

import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.python.InterpreterFacts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a version-specific build meets the version it was built for. */
final class BuildRules {

  /** The oldest version in use that had a Limited API, where no tag names another. */
  private static final int OLDEST = 9;

  private static final Pattern CPYTHON = Pattern.compile("cp3(\\d{1,3})");

  private BuildRules() {}

  /** The oldest version that the wheel is promised for. */
  private static int oldest(Subject subject) {
    return subject.tags().stream()
        .map(tag -> CPYTHON.matcher(tag.python()))
        .filter(Matcher::matches)
        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
        .min()
        .orElse(OLDEST);
  }

  static void apply(
      Subject subject, InterpreterFacts python, EntryEvidence entry, Build build, Notes notes) {
    Claim claim = Claim.of(subject, build);
    int minor = python.version().minor();
    if (claim.kind() == Claim.Kind.VERSION && claim.minor() != minor) {
      if (!build.stable()) {
        notes.error(
            Rule.AW206,
            Stop.NONE,
            subject.fileName()
                + " was built for Python 3."
                + claim.minor()
                + " without the Stable ABI; this is "
                + python.display()
                + ".",
            Text.getOne(subject, python));
      }
      return;
    }
    boolean fits =
        claim.kind() == Claim.Kind.VERSION ? build.fitsNamed(minor) : build.fitsUnnamed(minor);
    if (fits || build.stable()) {
      if (claim.kind() == Claim.Kind.STABLE && build.full().isPresent()) {
        notes.warning(
            Rule.AW206,
            subject.fileName()
                + " promises the Stable ABI, but "
                + build.full().get()
                + ": it fits the version it was built for (Python "
                + build.range()
                + ") and perhaps no other.",
            subject.help(
                new Fix.BuildStable(oldest(subject)),
                "Build it with Py_LIMITED_API defined, or tag it for one version."));
      }
      return;
    }
    if (build.full().isPresent()) {
      notes.error(
          Rule.AW206,
          Stop.NONE,
          subject.fileName()
              + " was compiled with headers of Python "
              + build.range()
              + ", and without the Limited API ("
              + build.full().get()
              + ")"
              + "; this is "
              + python.display()
              + ".",
          Text.getOne(subject, python));
    }
  }
}
