package io.abiwarden.core.fix;

import io.abiwarden.core.image.ImageFormat;
import java.util.List;

/** What is to be done, whatever the builder. Minor versions are those of Python 3. */
public sealed interface Fix {

  /**
   * Build it for one interpreter alone.
   *
   * @param minor the interpreter's version
   * @param freeThreaded whether it is a free-threaded build
   * @param fromStable whether what is there is promised for the Stable ABI, so that the build is
   *     set up for that
   */
  record BuildFor(int minor, boolean freeThreaded, boolean fromStable) implements Fix {

    /** {@code 3.14t}. */
    String python() {
      return "3." + minor + suffix();
    }

    /** {@code cp314t}. */
    String tag() {
      return "cp3" + minor + suffix();
    }

    private String suffix() {
      return freeThreaded ? "t" : "";
    }

    /** Whether the Stable ABI of abi3 has to be left for it. */
    boolean leavesStable() {
      return fromStable && freeThreaded;
    }
  }

  /**
   * Really build it for the Stable ABI that it is promised for, or promise that no more.
   *
   * @param minor the oldest version promised
   */
  record BuildStable(int minor) implements Fix {}

  /**
   * Name file and wheel for the Stable ABI that it is built for.
   *
   * @param minor the oldest version that it serves
   */
  record NameStable(int minor) implements Fix {}

  /**
   * Promise no older version than what is needed, or need no newer one.
   *
   * @param needed the oldest version that has all that it needs
   * @param promised the oldest version promised; {@code needed} if none is
   */
  record Raise(int needed, int promised) implements Fix {}

  /**
   * Promise older versions too, if it was built for them.
   *
   * @param needed the oldest version that has all that it needs
   * @param promised the oldest version promised
   */
  record Lower(int needed, int promised) implements Fix {

    /** What could be promised: the oldest version needed, if builders still know it. */
    int lowest() {
      return Math.max(needed, OLDEST);
    }

    /** Whether that is less than is promised. */
    boolean possible() {
      return lowest() < promised;
    }

    private static final int OLDEST = 9;
  }

  /**
   * Build one file for regular and free-threaded Pythons (abi3t, PEP 803).
   *
   * @param exports whether it exports {@code PyModExport_} already, without which C code does not
   *     compile for abi3t
   */
  record BuildBoth(boolean exports) implements Fix {}

  /**
   * Tag the wheel with the ABI that it is bound to.
   *
   * @param abi that ABI, {@code cp314}; empty if it is not known
   */
  record NameAbi(String abi) implements Fix {}

  /** Let the wheel have tags that interpreters accept. */
  record NameAccepted() implements Fix {}

  /**
   * Tag a free-threaded build as one.
   *
   * @param minor its version
   */
  record NameFreeThreaded(int minor) implements Fix {}

  /** Do not link to a libpython. */
  record NoLibpython() implements Fix {}

  /** Say that it runs without the GIL. */
  record FreeOfGil() implements Fix {}

  /** Support subinterpreters, and say so. */
  record Subinterpreters() implements Fix {}

  /** Use multi-phase init. */
  record MultiPhase() implements Fix {}

  /** Link it to the library that has a name it needs. */
  record LinkTo() implements Fix {}

  /** Bring a library along. */
  record Bundle() implements Fix {}

  /**
   * Build it on a system with an older C library.
   *
   * @param image where wheels of the promised tag are built: {@code manylinux_2_28}
   */
  record OlderSystem(String image) implements Fix {

    /** One for any system of today. */
    public static OlderSystem any() {
      return new OlderSystem("manylinux_2_28");
    }
  }

  /**
   * Build it for an older macOS.
   *
   * @param version the one promised, {@code 11.0}
   */
  record OlderMacOs(String version) implements Fix {}

  /**
   * Build it for other processors, or for more.
   *
   * @param processors as platform tags spell them
   * @param format of macOS's files, one may be for several
   */
  record ForProcessors(List<String> processors, ImageFormat format) implements Fix {

    /** Copies the list. */
    public ForProcessors {
      processors = List.copyOf(processors);
    }
  }

  /**
   * Have the build itself name the platform that the wheel was renamed to.
   *
   * @param platform the platform tag, {@code manylinux_2_28_x86_64}
   */
  record NamePlatform(String platform) implements Fix {}

  /** Change binaries while they are built, and not in the wheel, whose RECORD has their hashes. */
  record ChangeInBuild() implements Fix {}

  /** Give file and entry function the same name. */
  record SameName(String module) implements Fix {}

  /** Build it against another NumPy. */
  record OtherNumpy() implements Fix {}

  /** Be loaded once in a process only. */
  record OncePerProcess() implements Fix {}

  /** Generate the code anew with a version that knows the Python. */
  record NewerGenerator() implements Fix {}
}
