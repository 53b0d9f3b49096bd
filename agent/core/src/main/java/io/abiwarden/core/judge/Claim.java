package io.abiwarden.core.judge;

import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.core.wheel.Tag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which builds the names of a file and its wheel promise it for. A file name that says something
 * counts before the wheel's tags.
 *
 * @param kind one version, the Stable ABI, or nothing
 * @param minor the minor version of Python 3, for {@link Kind#VERSION}
 */
record Claim(Kind kind, int minor) {

  private static final Claim NOTHING = new Claim(Kind.NONE, 0);
  private static final Claim STABLE = new Claim(Kind.STABLE, 0);

  enum Kind {
    VERSION,
    STABLE,
    NONE
  }

  static Claim of(Subject subject) {
    Optional<ExtensionName> name = subject.name().filter(ExtensionName::namesAbi);
    if (name.isPresent()) {
      return switch (name.get().abi()) {
        case ABI3, ABI3T -> STABLE;
        case VERSION, VERSION_FREE_THREADED ->
            name.get().minor().map(minor -> new Claim(Kind.VERSION, minor)).orElse(NOTHING);
        case NONE, OTHER -> NOTHING;
      };
    }
    return ofTags(subject.tags());
  }

  /**
   * The same of an extension whose build is known. A file name that promises the Stable ABI is
   * worth nothing if its content says otherwise; a wheel for one version tells then which one it
   * fits.
   */
  static Claim of(Subject subject, Build build) {
    Claim claim = of(subject);
    Claim tagged = ofTags(subject.tags());
    return claim.kind() == Kind.STABLE && build.full().isPresent() && tagged.kind() == Kind.VERSION
        ? tagged
        : claim;
  }

  private static Claim ofTags(List<Tag> tags) {
    Set<String> abis = tags.stream().map(Tag::abi).collect(Collectors.toSet());
    Set<String> pythons = tags.stream().map(Tag::python).collect(Collectors.toSet());
    if (abis.isEmpty()) {
      return NOTHING;
    }
    if (abis.stream().allMatch(abi -> abi.equals("abi3") || abi.equals("abi3t"))) {
      return STABLE;
    }
    if (pythons.size() == 1 && pythons.iterator().next().matches("cp3\\d{1,3}")) {
      return new Claim(
          Kind.VERSION, Integer.parseInt(pythons.iterator().next().substring("cp3".length())));
    }
    return NOTHING;
  }
}
