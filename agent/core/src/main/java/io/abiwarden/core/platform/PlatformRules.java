package io.abiwarden.core.platform;

import io.abiwarden.core.fix.Made;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.core.wheel.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Holds a binary against the platform tags of the wheel that it is in: the rules AW601 and AW602.
 *
 * <p>A wheel with several platform tags promises all of them, so every tag is looked at; what is
 * said names those that are not kept. Tags that follow no known form promise nothing here.
 *
 * <p>Not told: what a file needs of Windows, and libraries that are missing beside Windows and
 * macOS binaries. Which musl it needs is told by a few names only, since musl's symbols have no
 * versions.
 */
public final class PlatformRules {

  /** {@code .cp39-win_amd64.pyd}: an ABI and a platform. */
  private static final Pattern MARKED = Pattern.compile("\\.(cpython-\\d+|cp\\d+|abi3)t?d?-.+");

  private PlatformRules() {}

  /** The same of a binary that nobody says who made. */
  public static List<Finding> check(
      String file, List<Image> slices, List<Tag> wheelTags, Set<String> bundledLibraryNames) {
    return check(file, slices, wheelTags, bundledLibraryNames, Made.UNKNOWN);
  }

  /**
   * Checks one binary of a wheel.
   *
   * @param file its path inside the wheel
   * @param slices its images: one, or one for each processor of a universal binary
   * @param wheelTags the wheel's tags, expanded
   * @param bundledLibraryNames the file names, without folders, of the libraries in the wheel, and
   *     the names they give themselves
   * @param made how it was made
   * @return what is wrong, the worst first; empty if nothing is
   */
  public static List<Finding> check(
      String file,
      List<Image> slices,
      List<Tag> wheelTags,
      Set<String> bundledLibraryNames,
      Made made) {
    List<PlatformTag> tags =
        wheelTags.stream().map(Tag::platform).distinct().map(PlatformTag::parse).toList();
    if (slices.isEmpty() || tags.isEmpty()) {
      return List.of();
    }
    boolean isExtension =
        slices.stream().anyMatch(slice -> !slice.entries().isEmpty())
            || ExtensionName.parse(file).filter(ExtensionName::namesAbi).isPresent();
    List<PlatformNeeds> needs = slices.stream().map(PlatformNeeds::of).toList();
    List<PlatformTag> fitting =
        tags.stream().filter(tag -> Fit.of(tag, needs) instanceof Fit.Fits).toList();
    List<Finding> findings = new ArrayList<>();
    // A library may be there for one of the wheel's platforms only; an extension is for all.
    if (isExtension || fitting.isEmpty()) {
      boolean isPassedOver = !isExtension || isMarkedForItsPlatform(file, tags);
      findings.addAll(
          FitFindings.of(file, tags, needs, isPassedOver ? Level.WARNING : Level.ERROR, made));
    }
    findings.addAll(VersionFindings.of(file, fitting, needs, bundledLibraryNames, made));
    findings.addAll(MuslFindings.of(file, fitting, slices.getFirst()));
    findings.sort((a, b) -> a.level().compareTo(b.level()));
    return List.copyOf(findings);
  }

  /**
   * The libraries that one binary of a wheel needs, and that neither the wheel nor every system of
   * its tags has. That is no mistake by itself: a driver such as libcuda is there or not whatever
   * the tag says.
   *
   * @param slices its images
   * @param wheelTags the wheel's tags, expanded
   * @param bundledLibraryNames as in {@link #check}
   * @return their names; none where the file's search path leads to another wheel's folder
   */
  public static List<String> externalLibraries(
      List<Image> slices, List<Tag> wheelTags, Set<String> bundledLibraryNames) {
    List<PlatformNeeds> needs = slices.stream().map(PlatformNeeds::of).toList();
    List<PlatformTag> fitting =
        wheelTags.stream()
            .map(Tag::platform)
            .distinct()
            .map(PlatformTag::parse)
            .filter(tag -> Fit.of(tag, needs) instanceof Fit.Fits)
            .toList();
    return ExternalLibraries.of(fitting, slices, needs, bundledLibraryNames);
  }

  /**
   * Whether a wheel for every platform has a file that only Pythons of the platform in its name
   * look at. Others may find a module in Python in its place.
   */
  private static boolean isMarkedForItsPlatform(String file, List<PlatformTag> tags) {
    return tags.stream().allMatch(PlatformTag.Any.class::isInstance)
        && ExtensionName.parse(file)
            .filter(name -> MARKED.matcher(name.suffix()).matches())
            .isPresent();
  }
}
