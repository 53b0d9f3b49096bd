package io.abiwarden.core.judge;

import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.python.InterpreterFacts;

/** Whether a version-specific build meets the version it was built for. */
final class BuildRules {

  private BuildRules() {}

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
            Text.getOne(python));
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
            "Build it with Py_LIMITED_API defined, or tag it for one version.");
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
          Text.getOne(python));
    }
  }
}
