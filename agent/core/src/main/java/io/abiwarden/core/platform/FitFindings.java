package io.abiwarden.core.platform;

import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.fix.Made;
import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** AW601 in words: one finding for each way in which tags are not met. */
final class FitFindings {

  private FitFindings() {}

  static List<Finding> of(
      String file, List<PlatformTag> tags, List<PlatformNeeds> needs, Level level, Made made) {
    Map<Fit, List<PlatformTag>> ways = new LinkedHashMap<>();
    for (PlatformTag tag : tags) {
      ways.computeIfAbsent(Fit.of(tag, needs), _ -> new ArrayList<>()).add(tag);
    }
    List<Finding> findings = new ArrayList<>();
    ways.forEach(
        (way, unmet) -> {
          if (!(way instanceof Fit.Fits)) {
            findings.add(
                new Finding(
                    Rule.AW601,
                    level,
                    message(file, way, unmet, needs),
                    help(way, unmet, needs, made)));
          }
        });
    return findings;
  }

  private static String message(
      String file, Fit way, List<PlatformTag> unmet, List<PlatformNeeds> needs) {
    String tags = names(unmet);
    String processors = processors(needs);
    return switch (way) {
      case Fit.Fits _ -> "";
      case Fit.Everywhere _ ->
          "%s is %s for %s, but the wheel is tagged any: it is installed on every platform."
              .formatted(file, kind(needs), processors);
      case Fit.OtherSystem _ ->
          "%s is %s, but the wheel is tagged %s, which is %s."
              .formatted(file, kind(needs), tags, unmet.getFirst().system());
      case Fit.OtherProcessor(List<Architecture> missing) ->
          "%s is for %s, but the wheel is tagged %s, which promises %s."
              .formatted(file, processors, tags, processors(missing, needs));
      case Fit.OtherCLibrary(CLibrary needed, String promised) ->
          "%s is linked against %s, but the wheel is tagged %s, whose systems have %s."
              .formatted(file, needed.display(), tags, promised);
    };
  }

  private static String help(
      Fit way, List<PlatformTag> unmet, List<PlatformNeeds> needs, Made made) {
    return switch (way) {
      case Fit.Fits _ -> "";
      case Fit.Everywhere _ ->
          made.help(
              new Fix.NameAbi(""),
              "Tag the wheel for its platform (a build backend does so once it knows of an extension;"
                  + " afterwards: wheel tags --platform-tag).");
      case Fit.OtherSystem _ ->
          "Build it for the platform of the tag, or leave the file out of this wheel.";
      case Fit.OtherProcessor(List<Architecture> missing) ->
          made.help(
              new Fix.ForProcessors(
                  wanted(unmet.getFirst(), missing, needs), needs.getFirst().format()),
              unmet.getFirst() instanceof PlatformTag.MacOs mac && mac.architectures().size() > 1
                  ? "Add %s to it (delocate-merge, lipo -create), or tag the wheel for %s alone."
                      .formatted(processors(missing, needs), processors(needs))
                  : "Build it for %s, or put it into a wheel with the right tag."
                      .formatted(processors(missing, needs)));
      case Fit.OtherCLibrary(CLibrary needed, String promised) ->
          "Build it on a system with %s, or tag the wheel for %s."
              .formatted(promised, needed.display());
    };
  }

  /** All that a macOS tag promises, or what is missing, as the platform's tags spell it. */
  private static List<String> wanted(
      PlatformTag tag, List<Architecture> missing, List<PlatformNeeds> needs) {
    ImageFormat format = needs.getFirst().format();
    return (tag instanceof PlatformTag.MacOs mac ? mac.architectures() : missing)
        .stream().map(one -> name(one, format)).toList();
  }

  private static String kind(List<PlatformNeeds> needs) {
    ImageFormat format = needs.getFirst().format();
    return switch (format) {
      case ELF -> "an ELF file (Linux and the like)";
      case MACHO ->
          "a Mach-O file for "
              + needs.getFirst().minimum().map(os -> os.platform().shown()).orElse("macOS");
      case PE -> "a PE file (Windows)";
    };
  }

  private static String names(List<PlatformTag> tags) {
    return tags.stream().map(PlatformTag::text).collect(Collectors.joining(", "));
  }

  /** {@code x86_64 and arm64}. */
  static String processors(List<PlatformNeeds> needs) {
    return processors(needs.stream().map(PlatformNeeds::architecture).toList(), needs);
  }

  private static String processors(List<Architecture> architectures, List<PlatformNeeds> needs) {
    return architectures.stream()
        .distinct()
        .map(a -> name(a, needs.getFirst().format()))
        .collect(Collectors.joining(" and "));
  }

  /** As the platform's own tags spell it. */
  private static String name(Architecture architecture, ImageFormat format) {
    return switch (architecture) {
      case OTHER -> "an unknown processor";
      case AARCH64 -> format == ImageFormat.ELF ? architecture.tag() : "arm64";
      default -> architecture.tag();
    };
  }
}
