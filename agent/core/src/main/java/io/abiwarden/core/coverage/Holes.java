package io.abiwarden.core.coverage;

import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.platform.PlatformTag;
import io.abiwarden.core.platform.VersionNumber;
import io.abiwarden.core.wheel.CompatibleTags;
import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.core.wheel.RequiresPython;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.core.wheel.WheelName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why an interpreter gets no wheel on a machine. */
final class Holes {

  private static final Pattern CPYTHON = Pattern.compile("cp3(\\d{1,3})(t?)");

  private final List<Offer> offers;

  Holes(List<Offer> offers) {
    this.offers = offers;
  }

  /**
   * The reason.
   *
   * @param accepted the wheels whose tags are accepted, all of which Requires-Python leaves out
   */
  Cell.Hole of(PythonBuild python, Machine machine, List<Picker.Choice> accepted) {
    return misnamed(python, machine)
        .or(() -> misspelt(python, machine))
        .or(() -> cameOutOtherwise(python, machine))
        .or(() -> leftOut(python, accepted.stream().map(Picker.Choice::offer).toList()))
        .or(() -> newerSystem(python, machine))
        .or(
            () ->
                leftOut(python, offers)
                    .filter(_ -> offers.stream().noneMatch(o -> o.allows(python))))
        .orElseGet(() -> notPublished(python, machine));
  }

  private Optional<Cell.Hole> misnamed(PythonBuild python, Machine machine) {
    return hole(
        Cell.Reason.NAME,
        offers.stream()
            .filter(offer -> !offer.objections().isEmpty())
            .filter(offer -> tagsFor(offer, machine).stream().anyMatch(tag -> takes(python, tag)))
            .toList());
  }

  private Optional<Cell.Hole> misspelt(PythonBuild python, Machine machine) {
    return hole(
        Cell.Reason.TAG,
        offers.stream()
            .filter(
                offer ->
                    tagsFor(offer, machine).stream()
                        .anyMatch(tag -> !CompatibleTags.acceptedBySome(tag) && means(tag, python)))
            .toList());
  }

  /** Whether a tag that nobody accepts was meant for an interpreter. */
  private static boolean means(Tag tag, PythonBuild python) {
    Matcher version = CPYTHON.matcher(tag.python());
    if (!version.matches()) {
      return false;
    }
    Matcher abi = CPYTHON.matcher(tag.abi());
    boolean ofVersion = abi.matches();
    boolean threaded = !version.group(2).isEmpty() || tag.abi().endsWith("t");
    int minor = Integer.parseInt((ofVersion ? abi : version).group(1));
    boolean stable = tag.abi().equals("abi3") || tag.abi().equals("abi3t");
    return threaded == python.freeThreaded()
        && (stable ? minor <= python.minor() : minor == python.minor());
  }

  private Optional<Cell.Hole> cameOutOtherwise(PythonBuild python, Machine machine) {
    PythonBuild other = python.sibling();
    List<Offer> wheels =
        offers.stream()
            .filter(offer -> isOf(python, offer))
            .filter(offer -> tagsFor(offer, machine).stream().anyMatch(tag -> takes(other, tag)))
            .toList();
    return hole(Cell.Reason.CAME_OUT_OTHERWISE, wheels);
  }

  /** Whether a wheel has a build for an interpreter, by its content or by its files' names. */
  private static boolean isOf(PythonBuild python, Offer offer) {
    return offer.problems().stream()
        .map(Offer.Problem::finding)
        .anyMatch(
            found ->
                switch (found.finding().rule()) {
                  case AW108 -> found.names().contains(python.sibling().id());
                  case AW104 ->
                      found
                          .file()
                          .flatMap(ExtensionName::parse)
                          .filter(name -> isOf(python, name))
                          .isPresent();
                  default -> false;
                });
  }

  private static boolean isOf(PythonBuild python, ExtensionName name) {
    ExtensionName.Abi abi =
        python.freeThreaded() ? ExtensionName.Abi.VERSION_FREE_THREADED : ExtensionName.Abi.VERSION;
    return name.abi() == abi && name.minor().filter(minor -> minor == python.minor()).isPresent();
  }

  private Optional<Cell.Hole> leftOut(PythonBuild python, List<Offer> among) {
    List<Offer> wheels = among.stream().filter(offer -> !offer.allows(python)).toList();
    Optional<RequiresPython> why = wheels.stream().findFirst().flatMap(Offer::requires);
    return why.map(
        requires ->
            new Cell.Hole(
                Cell.Reason.LEFT_OUT,
                wheels,
                requires
                    + (python.onlyFirstAllowedBy(requires)
                        ? " (which lets 3."
                            + python.minor()
                            + ".0 have it and no later 3."
                            + python.minor()
                            + ")"
                        : "")));
  }

  private Optional<Cell.Hole> newerSystem(PythonBuild python, Machine machine) {
    List<Offer> wheels =
        offers.stream()
            .filter(offer -> tagsFor(offer, machine).stream().anyMatch(tag -> takes(python, tag)))
            .filter(offer -> offer.objections().isEmpty())
            .toList();
    Optional<String> least =
        wheels.stream()
            .flatMap(offer -> Systems.needed(offer.name().tags(), python, machine).stream())
            .min(VersionNumber::compareTo)
            .map(version -> Systems.name(machine) + " " + version);
    return hole(Cell.Reason.NEWER_SYSTEM, wheels)
        .map(hole -> new Cell.Hole(hole.reason(), hole.wheels(), least.orElse("")));
  }

  private Cell.Hole notPublished(PythonBuild python, Machine machine) {
    List<Offer> there = offers.stream().filter(o -> !tagsFor(o, machine).isEmpty()).toList();
    if (there.isEmpty()) {
      return new Cell.Hole(Cell.Reason.NO_PLATFORM, List.of(), "");
    }
    if (!python.freeThreaded()) {
      List<Offer> retagged =
          there.stream().filter(offer -> wouldServe(offer, python).isPresent()).toList();
      return new Cell.Hole(
          Cell.Reason.NOT_PUBLISHED,
          retagged,
          retagged.stream()
              .findFirst()
              .flatMap(offer -> wouldServe(offer, python))
              .map(tag -> tag.python() + "-" + tag.abi())
              .orElse(""));
    }
    List<Offer> stable =
        there.stream()
            .filter(offer -> tagsFor(offer, machine).stream().anyMatch(Holes::isAbi3))
            .filter(
                offer ->
                    tagsFor(offer, machine).stream().anyMatch(tag -> takes(python.sibling(), tag)))
            .toList();
    return new Cell.Hole(Cell.Reason.NOT_PUBLISHED, stable, stable.isEmpty() ? "" : "abi3");
  }

  /** The Stable ABI tag that a wheel's content would bear, if it served an interpreter (AW103). */
  private static Optional<Tag> wouldServe(Offer offer, PythonBuild python) {
    return offer.problems().stream()
        .map(Offer.Problem::finding)
        .filter(found -> found.finding().rule() == Rule.AW103)
        .flatMap(found -> found.names().stream())
        .flatMap(name -> WheelName.expand(name + "-any").stream().flatMap(List::stream))
        .filter(tag -> takes(python, tag))
        .findFirst();
  }

  private static boolean isAbi3(Tag tag) {
    return tag.abi().equals("abi3");
  }

  private static boolean takes(PythonBuild python, Tag tag) {
    return CompatibleTags.acceptsBuild(tag, python.version(), python.freeThreaded(), false);
  }

  /** The tags for a machine's system and processor, of whatever version. */
  private static List<Tag> tagsFor(Offer offer, Machine machine) {
    return offer.name().tags().stream()
        .filter(tag -> Systems.isFor(PlatformTag.parse(tag.platform()), machine))
        .toList();
  }

  private static Optional<Cell.Hole> hole(Cell.Reason reason, List<Offer> wheels) {
    return wheels.isEmpty() ? Optional.empty() : Optional.of(new Cell.Hole(reason, wheels, ""));
  }
}
