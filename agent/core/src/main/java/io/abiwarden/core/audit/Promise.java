package io.abiwarden.core.audit;

import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.core.wheel.CompatibleTags;
import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.core.wheel.OtherPython;
import io.abiwarden.core.wheel.Tag;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What tags promise, or, where there are none, what a file's name does.
 *
 * @param tags the tags, expanded
 * @param fromName whether they only stand for a file's name
 * @param accepts whether the metadata lets an interpreter have it (Requires-Python)
 */
record Promise(List<Tag> tags, boolean fromName, Predicate<PythonVersion> accepts) {

  private static final Pattern CPYTHON = Pattern.compile("cp3(\\d{1,3})");

  /** The oldest minor version that ever was in the Stable ABI. */
  static final int FIRST_STABLE = 2;

  /** Later than any micro version that there was. */
  private static final int LATE_MICRO = 99;

  private static final String ANY = "any";
  private static final String LINUX = "x86_64-linux-gnu";
  private static final String MACOS = "darwin";
  private static final String WINDOWS = "win_amd64";

  Promise {
    tags = List.copyOf(tags);
  }

  /** What a wheel's tags promise. */
  static Promise ofTags(List<Tag> tags, Predicate<PythonVersion> accepts) {
    return new Promise(tags, false, accepts);
  }

  /** What the name of a file outside of a wheel promises; nothing if it has no ABI suffix. */
  static Promise ofName(Optional<ExtensionName> name) {
    List<Tag> tags = name.flatMap(Promise::tag).map(List::of).orElse(List.of());
    return new Promise(tags, true, version -> true);
  }

  private static Optional<Tag> tag(ExtensionName name) {
    String version = "cp3" + name.minor().orElse(0);
    return switch (name.abi()) {
      case ABI3 -> Optional.of(new Tag("cp3" + FIRST_STABLE, "abi3", ANY));
      case ABI3T -> Optional.of(new Tag("cp315", "abi3t", ANY));
      case VERSION -> Optional.of(new Tag(version, version, ANY));
      case VERSION_FREE_THREADED -> Optional.of(new Tag(version, version + "t", ANY));
      case NONE, OTHER -> Optional.empty();
    };
  }

  boolean abi3() {
    return has("abi3");
  }

  boolean abi3t() {
    return has("abi3t");
  }

  /** Whether it promises a Stable ABI of either kind. */
  boolean stable() {
    return abi3() || abi3t();
  }

  /** Whether nothing but a Stable ABI is promised. */
  boolean onlyStable() {
    return stable() && tags.stream().allMatch(tag -> isStable(tag.abi()));
  }

  /** Whether all of its tags are for free-threaded Pythons. */
  boolean onlyFreeThreaded() {
    return !tags.isEmpty() && tags.stream().allMatch(tag -> tag.abi().matches("cp3\\d+t|abi3t"));
  }

  boolean none() {
    return has("none");
  }

  private boolean has(String abi) {
    return tags.stream().anyMatch(tag -> tag.abi().equals(abi));
  }

  private static boolean isStable(String abi) {
    return abi.equals("abi3") || abi.equals("abi3t");
  }

  /** What else than a CPython all of its tags are for. */
  Optional<OtherPython> otherPython() {
    return tags.isEmpty() ? Optional.empty() : OtherPython.of(tags);
  }

  /**
   * Whether extensions link to libpython on all of its platforms, as they have to on Android (PEP
   * 738) and iOS (PEP 730).
   */
  boolean linksToLibpython() {
    return !tags.isEmpty()
        && platforms().stream()
            .allMatch(platform -> platform.startsWith("android_") || platform.startsWith("ios_"));
  }

  /** The platforms of the tags. */
  List<String> platforms() {
    return tags.stream().map(Tag::platform).distinct().toList();
  }

  /**
   * The last part of the SOABI of the interpreters that are promised something. Only the form of
   * their suffixes counts here; which machine it names is left out of account.
   *
   * @param format the format of what is promised, which tells where the tags do not
   */
  String suffixPlatform(ImageFormat format) {
    if (!tags.isEmpty() && platforms().stream().allMatch(platform -> platform.startsWith("win"))) {
      return WINDOWS;
    }
    if (!tags.isEmpty()
        && platforms().stream().allMatch(platform -> platform.startsWith("macosx"))) {
      return MACOS;
    }
    if (platforms().stream().anyMatch(platform -> platform.contains("linux"))) {
      return LINUX;
    }
    return switch (format) {
      case ELF -> LINUX;
      case MACHO -> MACOS;
      case PE -> WINDOWS;
    };
  }

  /** The oldest minor version that a Stable ABI is promised for: the lowest of several. */
  OptionalInt stableMinimum() {
    return fromName
        ? OptionalInt.empty()
        : tags.stream()
            .filter(tag -> isStable(tag.abi()))
            .flatMapToInt(tag -> minor(tag).stream())
            .min();
  }

  private static OptionalInt minor(Tag tag) {
    Matcher matcher = CPYTHON.matcher(tag.python());
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /** Whether the metadata lets some release of a minor version have it. */
  boolean accepts(int minor) {
    return accepts.test(PythonVersion.of(3, minor, 0))
        || accepts.test(PythonVersion.of(3, minor, LATE_MICRO));
  }

  /** The oldest minor version that a Stable ABI is promised for and the metadata lets have it. */
  OptionalInt effectiveMinimum() {
    OptionalInt tagged = stableMinimum();
    return tagged.isEmpty()
        ? tagged
        : IntStream.rangeClosed(tagged.getAsInt(), KnownInterpreters.NEWEST)
            .filter(this::accepts)
            .findFirst();
  }

  /** Whether an installer would put it on an interpreter of a fitting platform. */
  boolean installsOn(InterpreterFacts python) {
    return accepts(python.version().minor()) && !tagsFor(python).isEmpty();
  }

  /** Whether some free-threaded interpreter is promised. */
  boolean toFreeThreaded() {
    return KnownInterpreters.all("").stream()
        .anyMatch(python -> python.freeThreaded() && installsOn(python));
  }

  /** The tags by which an interpreter is promised. */
  List<Tag> tagsFor(InterpreterFacts python) {
    return tags.stream()
        .filter(
            tag ->
                CompatibleTags.acceptsBuild(
                    tag, python.version(), python.freeThreaded(), python.debug()))
        .toList();
  }

  /** The tags of a Stable ABI or of all, as {@code cp39-abi3}, for messages. */
  String text(Predicate<Tag> which) {
    List<Tag> chosen = tags.stream().filter(which).toList();
    return String.join(".", chosen.stream().map(Tag::python).distinct().toList())
        + "-"
        + String.join(".", chosen.stream().map(Tag::abi).distinct().toList());
  }

  /** All tags without their platforms: {@code cp315-abi3.abi3t}. */
  String text() {
    return text(tag -> true);
  }

  /** The tags of a Stable ABI: {@code cp39-abi3}; of a file's name, {@code .abi3}. */
  String stableText() {
    return fromName ? (abi3() ? ".abi3" : ".abi3t") : text(tag -> isStable(tag.abi()));
  }
}
