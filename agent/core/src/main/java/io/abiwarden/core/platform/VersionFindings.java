package io.abiwarden.core.platform;

import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.fix.Made;
import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * AW602 in words: versions that the systems of a tag need not have. Of several tags that are not
 * kept the strictest is named.
 *
 * <p>Symbol versions are errors, since the dynamic linker refuses a file for each one that is
 * missing. A newer minimum macOS is a warning: dyld does not look at the minimum of a library that
 * it loads, and only stops at a symbol that the older system does not have; but a compiler that was
 * told a newer minimum may use whatever came with it, without a check.
 */
final class VersionFindings {

  private static final String GLIBC = "GLIBC";

  private final String file;
  private final Set<String> bundled;
  private final Made made;
  private final List<Finding> findings = new ArrayList<>();

  private VersionFindings(String file, Set<String> bundled, Made made) {
    this.file = file;
    this.bundled = bundled;
    this.made = made;
  }

  static List<Finding> of(
      String file,
      List<PlatformTag> tags,
      List<PlatformNeeds> needs,
      Set<String> bundled,
      Made made) {
    VersionFindings found = new VersionFindings(file, bundled, made);
    tags.stream()
        .filter(PlatformTag.Manylinux.class::isInstance)
        .map(PlatformTag.Manylinux.class::cast)
        .min(Comparator.comparing(PlatformTag.Manylinux::glibc))
        .ifPresent(tag -> needs.forEach(need -> found.linux(tag, need)));
    tags.stream()
        .filter(PlatformTag.MacOs.class::isInstance)
        .map(PlatformTag.MacOs.class::cast)
        .min(Comparator.comparing(PlatformTag.MacOs::oldest))
        .ifPresent(tag -> found.mac(tag, needs));
    tags.stream()
        .filter(PlatformTag.Ios.class::isInstance)
        .map(PlatformTag.Ios.class::cast)
        .min(Comparator.comparing(PlatformTag.Ios::oldest))
        .ifPresent(tag -> needs.forEach(need -> found.ios(tag, need)));
    return found.findings;
  }

  private void linux(PlatformTag.Manylinux tag, PlatformNeeds needs) {
    if (needs.privateGlibc()) {
      findings.add(
          new Finding(
              Rule.AW602,
              Level.WARNING,
              "%s uses what glibc keeps for its own parts (GLIBC_PRIVATE), which changes with every release; %s promises all from glibc %s on."
                  .formatted(file, tag.text(), tag.glibc()),
              "Link it against glibc's public functions only, as a shared library."));
    }
    VersionNumber glibc = LinuxPolicy.glibc(tag);
    needs.glibc().filter(needed -> needed.isAfter(glibc)).ifPresent(needed -> glibc(tag, needed));
    runtimes(tag, needs);
  }

  private void glibc(PlatformTag.Manylinux tag, VersionNumber needed) {
    findings.add(
        new Finding(
            Rule.AW602,
            Level.ERROR,
            "%s needs glibc %s; the wheel's tag %s promises that %s is enough."
                .formatted(file, needed, tag.text(), tag.glibc()),
            made.help(
                new Fix.OlderSystem(image(tag)),
                "Build it in the %s image (cibuildwheel: manylinux-%s-image), or on a system with glibc %s; or tag the wheel manylinux_%d_%d_%s (auditwheel repair --plat)."
                    .formatted(
                        image(tag),
                        tag.machine(),
                        tag.glibc(),
                        needed.major(),
                        needed.minor(),
                        tag.machine()))));
  }

  /** The image that wheels of a tag are built in: the tag without its processor. */
  private static String image(PlatformTag.Manylinux tag) {
    return tag.text().substring(0, tag.text().length() - tag.machine().length() - 1);
  }

  /** The C++ and compiler runtimes, by the library that is asked. */
  private void runtimes(PlatformTag.Manylinux tag, PlatformNeeds needs) {
    Map<String, List<PlatformNeeds.Version>> tooNew = new LinkedHashMap<>();
    for (PlatformNeeds.Version version : needs.versions()) {
      Optional<VersionNumber> limit = LinuxPolicy.limit(tag, version.family());
      if (!version.family().equals(GLIBC)
          && !bundled.contains(version.library())
          && limit.filter(l -> version.number().isAfter(l)).isPresent()) {
        tooNew.computeIfAbsent(version.library(), _ -> new ArrayList<>()).add(version);
      }
    }
    tooNew.forEach((library, versions) -> runtime(tag, library, versions));
  }

  private void runtime(
      PlatformTag.Manylinux tag, String library, List<PlatformNeeds.Version> versions) {
    PlatformNeeds.Version highest =
        versions.stream().max(Comparator.comparing(PlatformNeeds.Version::number)).orElseThrow();
    String limit = LinuxPolicy.limit(tag, highest.family()).map(Object::toString).orElse("none");
    findings.add(
        new Finding(
            Rule.AW602,
            Level.ERROR,
            "%s needs %s of %s; the systems of the wheel's tag %s have %s_%s at least."
                .formatted(file, highest.name(), library, tag.text(), highest.family(), limit),
            "Build it with the compiler of the tag's build image, link %s statically, or tag the wheel for newer systems (auditwheel show says which)."
                .formatted(library)));
  }

  /** One finding for a file, however many of its slices are too new. */
  private void mac(PlatformTag.MacOs tag, List<PlatformNeeds> slices) {
    List<PlatformNeeds> tooNew =
        slices.stream()
            .filter(
                slice ->
                    slice
                        .macos()
                        .filter(needed -> isNewerMac(needed, promised(tag, slice.architecture())))
                        .isPresent())
            .toList();
    tooNew.stream()
        .max(Comparator.comparing(slice -> slice.macos().orElseThrow()))
        .ifPresent(worst -> mac(tag, worst, tooNew));
  }

  private void mac(PlatformTag.MacOs tag, PlatformNeeds worst, List<PlatformNeeds> tooNew) {
    VersionNumber needed = worst.macos().orElseThrow();
    VersionNumber promised = promised(tag, worst.architecture());
    findings.add(
        new Finding(
            Rule.AW602,
            Level.WARNING,
            "%s was built for macOS %s or newer (%s); the wheel's tag %s promises %s."
                .formatted(file, needed, FitFindings.processors(tooNew), tag.text(), promised),
            made.help(
                new Fix.OlderMacOs(promised.toString()),
                "Build it with MACOSX_DEPLOYMENT_TARGET=%s, libraries it brings included, or tag the wheel macosx_%d_%d_%s."
                    .formatted(
                        promised,
                        needed.major(),
                        needed.major() >= 11 ? 0 : needed.minor(),
                        tag.binaryFormat()))));
  }

  private void ios(PlatformTag.Ios tag, PlatformNeeds needs) {
    needs
        .ios()
        .filter(needed -> needed.isAfter(tag.oldest()))
        .filter(needed -> !isOldestSimulator(tag, needed))
        .ifPresent(
            needed ->
                findings.add(
                    new Finding(
                        Rule.AW602,
                        Level.WARNING,
                        "%s was built for iOS %s or newer; the wheel's tag %s promises %s."
                            .formatted(file, needed, tag.text(), tag.oldest()),
                        "Build it with IPHONEOS_DEPLOYMENT_TARGET=%s, or tag the wheel for iOS %d.%d."
                            .formatted(tag.oldest(), needed.major(), needed.minor()))));
  }

  /** There is no simulator before 14 for arm64, whatever an older tag says. */
  private static boolean isOldestSimulator(PlatformTag.Ios tag, VersionNumber needed) {
    return tag.simulator()
        && tag.machine().equals("arm64")
        && !needed.isAfter(VersionNumber.of(14, 0));
  }

  /** There is no macOS before 11 for arm64, so an older tag means 11 for that part of a file. */
  private static VersionNumber promised(PlatformTag.MacOs tag, Architecture architecture) {
    VersionNumber first = VersionNumber.of(11, 0);
    boolean isEleven = tag.oldest().equals(VersionNumber.of(10, 16));
    return (isEleven || architecture == Architecture.AARCH64) && first.isAfter(tag.oldest())
        ? first
        : tag.oldest();
  }

  /** From 11 on tags name major versions only, so that 12.3 cannot be told from 12.0. */
  private static boolean isNewerMac(VersionNumber needed, VersionNumber promised) {
    VersionNumber real = needed.equals(VersionNumber.of(10, 16)) ? VersionNumber.of(11, 0) : needed;
    return promised.major() >= 11 ? real.major() > promised.major() : real.isAfter(promised);
  }
}
