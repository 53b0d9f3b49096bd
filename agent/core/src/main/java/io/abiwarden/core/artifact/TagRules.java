package io.abiwarden.core.artifact;

import io.abiwarden.core.evidence.Binding;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.fix.Made;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.core.wheel.WheelMetadata;
import io.abiwarden.core.wheel.WheelName;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds the tags of a wheel's file name against those of its WHEEL file (AW106).
 *
 * <p>Installers choose by the file name; what was installed is later judged by WHEEL: uv installs a
 * wheel again at every sync if the running Python is none of WHEEL's tags, and {@code pip check}
 * says that it is not supported. So it is an error if the name promises what WHEEL does not, and a
 * warning if it is only the other way round.
 */
final class TagRules {

  private static final Pattern LINUX = Pattern.compile("^(many|musl)linux");

  private static final Pattern CPYTHON = Pattern.compile("cp3(\\d{1,3})");

  private TagRules() {}

  static void compare(
      String fileName, WheelName name, WheelMetadata wheel, List<Finding> findings) {
    if (!wheel.strangeTags().isEmpty()) {
      findings.add(
          finding(
              Level.WARNING,
              fileName
                  + ": its WHEEL file has tags that are none: "
                  + Shown.list(wheel.strangeTags()),
              "A tag is python-abi-platform, one a line."));
    }
    Set<Tag> named = new LinkedHashSet<>(name.tags());
    if (wheel.tags().isEmpty()) {
      if (wheel.strangeTags().isEmpty()) {
        findings.add(
            finding(Level.WARNING, fileName + ": its WHEEL file has no tags", retag(name)));
      }
    } else if (!named.equals(wheel.tags())) {
      boolean covers = wheel.tags().containsAll(named);
      findings.add(
          finding(
              covers ? Level.WARNING : Level.ERROR,
              fileName
                  + " promises "
                  + compressed(named)
                  + " by its name, but its WHEEL file says "
                  + compressed(wheel.tags())
                  + ": it was renamed, or retagged by half",
              retag(name) + inBuild(named, wheel)));
    }
    wheel
        .build()
        .filter(build -> !build.equals(name.build().orElse("")))
        .ifPresent(
            build ->
                findings.add(
                    finding(
                        Level.WARNING,
                        fileName
                            + ": its WHEEL file says build "
                            + Shown.quote(build)
                            + ", and its name "
                            + name.build().map(Shown::quote).orElse("none"),
                        "Use wheel tags --build, which changes both.")));
  }

  private static Finding finding(Level level, String sentence, String help) {
    return new Finding(Rule.AW106, level, sentence + ".", help);
  }

  private static String retag(WheelName name) {
    Set<Tag> tags = new LinkedHashSet<>(name.tags());
    return "Do not rename a wheel: wheel tags --python-tag "
        + joined(tags, Tag::python)
        + " --abi-tag "
        + joined(tags, Tag::abi)
        + " --platform-tag "
        + joined(tags, Tag::platform)
        + " changes name and WHEEL together, if these are the right ones.";
  }

  /** What its builder's own option for that is, with a space before it; empty if there is none. */
  private static String inBuild(Set<Tag> named, WheelMetadata wheel) {
    Made made = new Made(Binding.NONE, wheel.builtBy());
    String said =
        bases(named).equals(bases(wheel.tags()))
            ? made.help(new Fix.NamePlatform(named.iterator().next().platform()), "")
            : named.stream()
                .filter(tag -> tag.abi().equals("abi3") && !wheel.tags().contains(tag))
                .flatMap(tag -> minor(tag).stream())
                .findFirst()
                .map(minor -> made.help(new Fix.NameStable(minor), ""))
                .orElse("");
    if (!said.isEmpty()) {
      return " Or have the build do it: " + said;
    }
    return LINUX.matcher(named.iterator().next().platform()).find()
        ? " For " + named.iterator().next().platform() + ", auditwheel repair does it after a look."
        : "";
  }

  /** What stands before the platforms. */
  private static Set<String> bases(Set<Tag> tags) {
    return tags.stream().map(tag -> tag.python() + "-" + tag.abi()).collect(Collectors.toSet());
  }

  private static Optional<Integer> minor(Tag tag) {
    Matcher matcher = CPYTHON.matcher(tag.python());
    return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
  }

  private static String joined(Collection<Tag> tags, Function<Tag, String> part) {
    return tags.stream().map(part).distinct().collect(Collectors.joining("."));
  }

  /** The tags as a wheel's name has them, if they are such a set; else one by one. */
  private static String compressed(Set<Tag> tags) {
    String one =
        joined(tags, Tag::python)
            + "-"
            + joined(tags, Tag::abi)
            + "-"
            + joined(tags, Tag::platform);
    boolean whole =
        WheelName.expand(one).filter(all -> new HashSet<>(all).equals(tags)).isPresent();
    return whole ? one : Shown.plain(tags.stream().map(Tag::toString).toList());
  }
}
