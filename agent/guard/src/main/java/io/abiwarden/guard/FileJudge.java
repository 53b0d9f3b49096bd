package io.abiwarden.guard;

import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.evidence.EvidenceReader;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Judge;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Subject;
import io.abiwarden.core.judge.Traits;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.link.KnownLinker;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.guard.ImportDecision.TargetVerdict;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Judges one file for the running Python, and for the one that is planned. Reads, and runs nothing
 * of it. Safe for several threads.
 */
final class FileJudge {

  /** A 64-bit ELF header; whatever is shorter is refused by the dynamic loader. */
  private static final int LEAST = 64;

  /**
   * What a buffer can hold. Whatever tells of a file lies before that; what lies beyond is not
   * read.
   */
  private static final long MOST = Integer.MAX_VALUE - 8;

  /**
   * How much of a file is searched for what names its builder: as much as of any other artifact.
   */
  private static final int SEARCHED = 1 << 30;

  private static final int MOST_ATTEMPTS = 100;

  private final LivePython python;
  private final Optional<InterpreterFacts> target;

  FileJudge(LivePython python, Optional<InterpreterFacts> target) {
    this.python = python;
    this.target = target;
  }

  /**
   * Judges a file as if it were imported by this path. An interrupt of the thread is kept for
   * later, as it would close the file.
   *
   * @param file the file
   * @param name the last component of the module's name
   */
  Judged judge(String file, String name) {
    boolean interrupted = Thread.interrupted();
    try {
      for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        try {
          return read(file, name);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
      return unreadable(file, "its reading was interrupted again and again", true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Judged read(String file, String name) throws ClosedByInterruptException {
    // Mapped, so that the host's heap does not pay for it; unmapped at once by the arena.
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(PythonPath.of(file), StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < LEAST) {
        return unreadable(file, "it has " + size + " bytes", false);
      }
      return judge(
          file,
          name,
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, Math.min(size, MOST), arena)
              .asByteBuffer());
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException | InvalidPathException e) {
      return unreadable(file, String.valueOf(e.getMessage()), true);
    } catch (InternalError e) {
      // A fault in mapped memory: another process cut the file off while it was read.
      return unreadable(file, "it was changed while it was read", true);
    }
  }

  private Judged judge(String file, String name, ByteBuffer bytes) {
    Image image;
    try {
      image = ImageReader.read(bytes);
    } catch (ImageFormatException e) {
      return unreadable(file, String.valueOf(e.getMessage()), ImageReader.isImage(bytes));
    }
    if (isElsewhere(image)) {
      return new Judged(
          new Judgement(Verdict.NOT_APPLICABLE, List.of()),
          Traits.UNKNOWN,
          Optional.empty(),
          !image.entries().isEmpty(),
          true);
    }
    Evidence evidence =
        EvidenceReader.read(image, bytes.slice(0, Math.min(bytes.limit(), SEARCHED)));
    Subject subject = new Subject(file, name, ExtensionName.parse(file), List.of(), evidence);
    boolean alone = python.linker().decidesAlone(image);
    Linkage linkage = alone ? LiveLinker.ALONE : python.linker().link(image, file);
    Judgement judgement = Judge.judge(subject, python.facts(), linkage);
    return new Judged(
        judgement,
        Traits.of(subject, python.facts()),
        target.map(planned -> judgeFor(planned, subject)),
        !image.entries().isEmpty(),
        alone);
  }

  /** By name, since the Python that one moves to has a site-packages of its own. */
  private static TargetVerdict judgeFor(InterpreterFacts planned, Subject subject) {
    Optional<ExtensionName> name = subject.name();
    if (name.isPresent() && !planned.extensionSuffixes().contains(name.get().suffix())) {
      return new TargetVerdict(
          planned.shortName(),
          Verdict.NOT_APPLICABLE,
          List.of(
              new Finding(
                  Rule.AW208,
                  Level.NOTE,
                  planned.display() + " does not look for " + subject.fileName() + ".",
                  "It needs a wheel of its own for " + planned.shortName() + ".")));
    }
    Judgement judgement =
        Judge.judge(
            subject,
            planned,
            KnownLinker.link(subject.evidence().image(), subject.file(), planned, List.of()));
    return new TargetVerdict(planned.shortName(), judgement.verdict(), judgement.findings());
  }

  /** Of another system or processor: the dynamic loader refuses it before any of it runs. */
  private boolean isElsewhere(Image image) {
    return image.format() != ImageFormat.ELF
        || image.architecture() != python.architecture()
        || (!python.musl()
            && image.libraries().stream().anyMatch(name -> name.startsWith("libc.musl-")));
  }

  /**
   * A file that cannot be read.
   *
   * @param perhaps whether the dynamic loader may make more of it than the reader did
   */
  private static Judged unreadable(String file, String why, boolean perhaps) {
    Finding finding =
        new Finding(
            Rule.AW502,
            perhaps ? Level.WARNING : Level.ERROR,
            file.substring(file.lastIndexOf('/') + 1)
                + " is not a shared library that can be read: "
                + why
                + ".",
            "Install it again; it may be incomplete.");
    return new Judged(
        new Judgement(perhaps ? Verdict.UNKNOWN : Verdict.FAILS, List.of(finding)),
        Traits.UNKNOWN,
        Optional.empty(),
        false,
        false);
  }

  /**
   * What came of judging a file.
   *
   * @param judgement for the running Python
   * @param traits what the module says of itself
   * @param target for the planned one
   * @param extension whether it has an entry function
   * @param lasts whether the same file is judged the same again: not one that could not be read,
   *     nor one that depends on the libraries beside it
   */
  record Judged(
      Judgement judgement,
      Traits traits,
      Optional<TargetVerdict> target,
      boolean extension,
      boolean lasts) {

    /** Nothing was found out. */
    static final Judged UNDECIDED =
        new Judged(
            new Judgement(Verdict.UNKNOWN, List.of()),
            Traits.UNKNOWN,
            Optional.empty(),
            true,
            false);
  }
}
