package io.abiwarden.core.platform;

import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.NeededSymbol;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * AW602 for musl, whose symbols have no versions: by the names of functions that came after 1.1, as
 * musl's headers have them from release to release.
 *
 * <p>A tag cannot say more than 1.1 or 1.2. A name of a later 1.2 is a note, one of a later minor
 * version than the tag's an error. Where the file needs other libraries than a compiler's own,
 * nothing is said, since one of those may have the function.
 */
final class MuslFindings {

  private static final Map<String, VersionNumber> SINCE =
      Map.ofEntries(
          since("_Fork", 2),
          since("gettid", 2),
          since("reallocarray", 2),
          since("tcgetwinsize", 2),
          since("tcsetwinsize", 2),
          since("pthread_getname_np", 3),
          since("qsort_r", 3),
          since("preadv2", 5),
          since("pwritev2", 5),
          since("statx", 5));

  /** What 32-bit machines call for times of 64 bits, from 1.2.0 on. */
  private static final Pattern TIME_64 = Pattern.compile("__\\w*time64(_r)?");

  private static final List<String> WITHOUT_THEM =
      List.of("libc.", "libc.musl-", "ld-musl-", "libgcc_s", "libstdc++", "libz");

  private record Use(String symbol, VersionNumber since) {}

  private MuslFindings() {}

  private static Map.Entry<String, VersionNumber> since(String symbol, int patch) {
    return Map.entry(symbol, new VersionNumber(List.of(1, 2, patch)));
  }

  static List<Finding> of(String file, List<PlatformTag> tags, Image image) {
    Optional<PlatformTag.Musllinux> oldest =
        tags.stream()
            .filter(PlatformTag.Musllinux.class::isInstance)
            .map(PlatformTag.Musllinux.class::cast)
            .min(Comparator.comparing(PlatformTag.Musllinux::musl));
    if (oldest.isEmpty() || !image.libraries().stream().allMatch(MuslFindings::isWithoutThem)) {
      return List.of();
    }
    PlatformTag.Musllinux tag = oldest.get();
    return image.needs().stream()
        .filter(need -> !need.weak())
        .flatMap(need -> use(need, image).stream())
        .max(Comparator.comparing(Use::since))
        .filter(use -> use.since().isAfter(tag.musl()))
        .map(use -> List.of(finding(file, tag, use)))
        .orElse(List.of());
  }

  private static Optional<Use> use(NeededSymbol need, Image image) {
    if (image.memory().pointerSize() == 4 && TIME_64.matcher(need.name()).matches()) {
      return Optional.of(new Use(need.name(), VersionNumber.of(1, 2)));
    }
    return Optional.ofNullable(SINCE.get(need.name()))
        .map(version -> new Use(need.name(), version));
  }

  private static boolean isWithoutThem(String library) {
    return WITHOUT_THEM.stream().anyMatch(library::startsWith);
  }

  private static Finding finding(String file, PlatformTag.Musllinux tag, Use use) {
    boolean isOtherMinor = use.since().minor() > tag.musl().minor();
    return new Finding(
        Rule.AW602,
        isOtherMinor ? Level.ERROR : Level.NOTE,
        "%s needs musl %s, for %s; the wheel's tag %s promises that %s is enough."
            .formatted(file, use.since(), use.symbol(), tag.text(), tag.musl()),
        isOtherMinor
            ? "Build it on a system with musl %s, or tag the wheel musllinux_%d_%d_%s."
                .formatted(tag.musl(), use.since().major(), use.since().minor(), tag.machine())
            : "Build it on an older system, if systems with musl %s are to be served; no tag can say it."
                .formatted(tag.musl()));
  }
}
