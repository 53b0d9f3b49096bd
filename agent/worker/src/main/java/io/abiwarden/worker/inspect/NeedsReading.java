package io.abiwarden.worker.inspect;

import io.abiwarden.core.code.ApiVersions;
import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.evidence.Needs;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.MinimumOs;
import io.abiwarden.core.image.NeededVersion;
import io.abiwarden.worker.inspect.ExtensionInspection.Requirements;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an extension needs of Python, of libraries and of the C runtime. */
final class NeedsReading {

  private static final Pattern GLIBC = Pattern.compile("GLIBC_(\\d{1,2})\\.(\\d{1,3})(?:\\.\\d+)?");

  private NeedsReading() {}

  static Requirements of(Evidence evidence) {
    Needs needs = evidence.needs();
    Set<Integer> versions =
        evidence.entries().stream()
            .flatMapToInt(entry -> entry.apiVersion().stream())
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    if (versions.isEmpty()) {
      versions.addAll(ApiVersions.of(evidence.image()));
    }
    return new Requirements(
        needs.stable() && !versions.contains(ApiVersions.FULL_API),
        needs.names().isEmpty() ? Optional.empty() : Optional.of("3." + needs.minimumMinor()),
        needs.outsideStableAbi(),
        needs.freeThreadedOnly(),
        needs.gilOnly(),
        versions.size() == 1 ? OptionalInt.of(versions.iterator().next()) : OptionalInt.empty(),
        evidence.image().libraries(),
        glibc(evidence.image()),
        evidence
            .image()
            .minimumOs()
            .filter(minimum -> minimum.platform() == MinimumOs.Platform.MACOS)
            .map(MinimumOs::version));
  }

  private static Optional<String> glibc(Image image) {
    return image.neededVersions().stream()
        .filter(needed -> !needed.weak())
        .map(NeededVersion::version)
        .flatMap(version -> Stream.of(GLIBC.matcher(version)).filter(Matcher::matches))
        .max(
            Comparator.<Matcher>comparingInt(found -> Integer.parseInt(found.group(1)))
                .thenComparingInt(found -> Integer.parseInt(found.group(2))))
        .map(found -> found.group(1) + "." + found.group(2));
  }
}
