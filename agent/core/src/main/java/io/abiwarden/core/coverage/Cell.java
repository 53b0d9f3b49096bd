package io.abiwarden.core.coverage;

import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.wheel.Tag;
import java.util.List;
import java.util.Optional;

/** What an interpreter gets on a machine. */
public sealed interface Cell {

  /** Nobody expects anything there. */
  record NotExpected() implements Cell {}

  /**
   * There is a wheel.
   *
   * @param wheel the one that installers take
   * @param tag its tag that they take it for
   * @param state whether it keeps its promise there
   * @param verdict what becomes of it there, from data
   * @param because the findings that make it broken, or would if they were not accepted; none where
   *     its verdict alone does
   * @param accepted why it does not count, where it is {@link State#ACCEPTED}
   */
  record Picked(
      Offer wheel,
      Tag tag,
      State state,
      Verdict verdict,
      List<AuditFinding> because,
      Optional<Acceptance> accepted)
      implements Cell {

    /** Copies the list. */
    public Picked {
      because = List.copyOf(because);
    }
  }

  /**
   * There is none.
   *
   * @param reason why not
   * @param wheels those that were meant, or would have to be changed; often none
   * @param detail what is said of them: a version, a specifier; may be empty
   * @param accepted why it does not count, if the user knows it and accepts it
   */
  record Hole(Reason reason, List<Offer> wheels, String detail, Optional<Acceptance> accepted)
      implements Cell {

    /** Copies the list. */
    public Hole {
      wheels = List.copyOf(wheels);
    }

    /** One that counts. */
    Hole(Reason reason, List<Offer> wheels, String detail) {
      this(reason, wheels, detail, Optional.empty());
    }

    /** The same, known. */
    Hole accepted(Optional<Acceptance> known) {
      return new Hole(reason, wheels, detail, known);
    }
  }

  /** Whether a wheel that is picked keeps its promise. */
  enum State {
    /** Nothing speaks against it. */
    KEPT("kept"),
    /** It loads, and a free-threaded interpreter turns its GIL on because of it. */
    LOADS_GIL("loads-gil"),
    /** What it has is not decided by reading alone. */
    UNKNOWN("unknown"),
    /** It does not, and the user accepts that. */
    ACCEPTED("accepted"),
    /** It does not. */
    BROKEN("broken");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** The word that programs read. */
    public String word() {
      return word;
    }
  }

  /** Why there is no wheel. */
  enum Reason {
    /** One is there whose name no installer reads. */
    NAME("name"),
    /** One is there under a tag that no interpreter accepts, and was meant for this one. */
    TAG("tag"),
    /** One is there by its content, under the tag of the other kind of build. */
    CAME_OUT_OTHERWISE("came-out-otherwise"),
    /** There is one, and Requires-Python keeps it from this interpreter. */
    LEFT_OUT("requires-python"),
    /** There is one, for systems newer than this machine's. */
    NEWER_SYSTEM("newer-system"),
    /** There is none for this platform, whatever the interpreter. */
    NO_PLATFORM("no-platform"),
    /** There are others for this platform. */
    NOT_PUBLISHED("not-published");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** The word that programs read. */
    public String word() {
      return word;
    }
  }
}
