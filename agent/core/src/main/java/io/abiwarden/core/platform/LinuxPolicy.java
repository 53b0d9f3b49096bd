package io.abiwarden.core.platform;

import io.abiwarden.core.python.DataFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Linux platform tags promise beside a version of the C library: which versions of the C++ and
 * compiler runtimes every such system has, and which libraries. From {@code platform-policy.txt},
 * whose facts are those of auditwheel's policies.
 */
final class LinuxPolicy {

  private record Key(String policy, String name) {}

  /** Highest version by family, by architecture and level (glibc's minor version). */
  private static final Map<String, TreeMap<Integer, Map<String, VersionNumber>>> VERSIONS =
      new HashMap<>();

  private static final Map<Key, Integer> LIBRARIES = new HashMap<>();

  static {
    for (String line : DataFile.lines(LinuxPolicy.class, "platform-policy.txt")) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("library")) {
        LIBRARIES.put(new Key(words[1], words[3]), Integer.parseInt(words[2]));
      } else {
        Map<String, VersionNumber> highest = new HashMap<>();
        for (int i = 3; i < words.length; i++) {
          String[] sides = words[i].split("=", -1);
          highest.put(sides[0], VersionNumber.parse(sides[1]).orElseThrow());
        }
        VERSIONS
            .computeIfAbsent(words[2], _ -> new TreeMap<>())
            .put(Integer.parseInt(words[1]), highest);
      }
    }
  }

  private LinuxPolicy() {}

  /**
   * The highest version of a family that every system of a tag has.
   *
   * <p>Not every glibc has a policy of its own; between two, the newer one's limit is taken, since
   * nobody promises less than it.
   *
   * @return the version; empty where nothing is known
   */
  static Optional<VersionNumber> limit(PlatformTag.Manylinux tag, String family) {
    TreeMap<Integer, Map<String, VersionNumber>> levels = VERSIONS.get(tag.machine());
    if (levels == null || tag.glibc().major() != 2) {
      return Optional.empty();
    }
    return Optional.ofNullable(levels.ceilingEntry(tag.glibc().minor()))
        .map(entry -> entry.getValue().get(family));
  }

  /**
   * The newest glibc symbol version that every system of a tag has: the tag's own, or what its
   * reference distribution brought back from a later one, as CentOS 7 did on AArch64.
   */
  static VersionNumber glibc(PlatformTag.Manylinux tag) {
    TreeMap<Integer, Map<String, VersionNumber>> levels = VERSIONS.get(tag.machine());
    return Optional.ofNullable(levels)
        .filter(_ -> tag.glibc().major() == 2)
        .map(known -> known.get(tag.glibc().minor()))
        .map(known -> known.get("GLIBC"))
        .filter(known -> known.isAfter(tag.glibc()))
        .orElse(tag.glibc());
  }

  /** Whether every system of a tag has a library, so that a wheel need not bring it. */
  static boolean hasLibrary(PlatformTag tag, String library) {
    return switch (tag) {
      case PlatformTag.Manylinux many ->
          isThere(
              "manylinux",
              library,
              many.glibc().major() == 2 ? many.glibc().minor() : Integer.MAX_VALUE);
      case PlatformTag.Musllinux _ ->
          library.startsWith("libc.musl-") || isThere("musllinux", library, Integer.MAX_VALUE);
      case PlatformTag.Android android -> isThere("android", library, android.apiLevel());
      default -> true;
    };
  }

  private static boolean isThere(String policy, String library, int level) {
    Integer since = LIBRARIES.get(new Key(policy, library));
    return since != null && since <= level;
  }
}
