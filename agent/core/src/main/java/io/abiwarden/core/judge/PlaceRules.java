package io.abiwarden.core.judge;

import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.link.Linkage.Undecided;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.PythonDll;

/**
 * What linking comes to where the machine is not this one, so that some of it stays open; and what
 * Windows makes of the DLL of another kind of build.
 */
final class PlaceRules {

  private PlaceRules() {}

  static void apply(Subject subject, InterpreterFacts python, Linkage linkage, Notes notes) {
    otherKind(subject, python, notes);
    linkage.undecided().forEach(one -> undecided(one, subject, python, notes));
  }

  /** On Windows an extension names the DLL that it takes Python's names from. */
  private static void otherKind(Subject subject, InterpreterFacts python, Notes notes) {
    if (subject.evidence().image().format() != ImageFormat.PE) {
      return;
    }
    subject.evidence().image().libraries().stream()
        .filter(name -> PythonDll.of(name).filter(dll -> dll.isOfOtherKind(python)).isPresent())
        .findFirst()
        .ifPresent(
            name ->
                notes.error(
                    python.freeThreaded() ? Rule.AW201 : Rule.AW202,
                    Stop.SECOND_PYTHON,
                    subject.fileName()
                        + " was linked for "
                        + (python.freeThreaded() ? "GIL" : "free-threaded")
                        + " builds: it takes Python's names from "
                        + name
                        + ". Where that lies beside "
                        + python.display()
                        + ", as python.org's installer puts it, a second Python comes into the"
                        + " process; elsewhere it is not found.",
                    Text.getOne(subject, python)));
  }

  private static void undecided(
      Undecided one, Subject subject, InterpreterFacts python, Notes notes) {
    String needs = one.neededBy() + " needs " + one.name();
    String there = python.place().orElse("such a machine");
    switch (one.kind()) {
      case LIBRARY ->
          notes.open(
              Rule.AW402,
              needs
                  + ", which does not come with it and which not every "
                  + there
                  + " has: whether it is there cannot be told from here.");
      case REDISTRIBUTABLE ->
          notes.warning(
              Rule.AW402,
              needs
                  + ", which comes neither with Windows nor with Python, but with Visual C++'s"
                  + " Redistributable.",
              subject.help(new Fix.Bundle(), "Bundle it in the wheel (delvewheel repair)."));
      case LIBPYTHON ->
          notes.open(
              Rule.AW206,
              one.neededBy()
                  + " links to "
                  + one.name()
                  + " itself: whether "
                  + python.display()
                  + " has it, and as the one that runs, cannot be told from here.");
      case RUNTIME ->
          notes.open(
              Rule.AW403,
              needs
                  + ", which not every "
                  + there
                  + " has: whether it is there cannot be told from here.");
      case NAME ->
          notes.open(
              Rule.AW209,
              needs + ", which no Python that is known exports: one of " + there + " may.");
    }
  }
}
