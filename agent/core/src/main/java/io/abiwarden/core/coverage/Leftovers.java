package io.abiwarden.core.coverage;

import io.abiwarden.core.coverage.Unpicked.Why;
import io.abiwarden.core.platform.Hosts;
import io.abiwarden.core.platform.PlatformTag;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.wheel.CompatibleTags;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.core.wheel.OtherPython;
import io.abiwarden.core.wheel.Tag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Wheels that no cell picks, and why not. */
final class Leftovers {

  private final Cells cells;
  private final List<Offer> offers;

  private Leftovers(Cells cells, List<Offer> offers) {
    this.cells = cells;
    this.offers = offers;
  }

  static List<Unpicked> of(Cells cells, List<Offer> offers) {
    Set<Offer> picked = new LinkedHashSet<>();
    cells.forEach(
        (_, _, cell) -> {
          if (cell instanceof Cell.Picked one) {
            picked.add(one.wheel());
          }
        });
    Leftovers leftovers = new Leftovers(cells, offers);
    return offers.stream()
        .filter(offer -> !picked.contains(offer))
        .map(leftovers::unpicked)
        .toList();
  }

  private Unpicked unpicked(Offer offer) {
    if (!offer.objections().isEmpty()) {
      return said(offer, Why.NEVER, "no installer takes it: " + offer.objections().getFirst());
    }
    Optional<OtherPython> other = OtherPython.of(offer.name().tags());
    if (other.filter(one -> !one.readable()).isPresent()) {
      return said(
          offer, Why.OTHER_PYTHON, "for " + other.get().shown() + ", which the grid does not have");
    }
    List<Tag> ofCPython =
        offer.name().tags().stream().filter(CompatibleTags::acceptedBySome).toList();
    if (ofCPython.isEmpty()) {
      boolean isCPythons =
          offer.name().tags().stream().allMatch(tag -> tag.python().startsWith("cp3"));
      return isCPythons
          ? said(offer, Why.NEVER, "no interpreter accepts " + offer.tagText() + " (AW113)")
          : said(
              offer,
              Why.OTHER_PYTHON,
              offer.tagText()
                  + " is for other interpreters than CPython 3, which the grid does not have");
    }
    if (ofCPython.stream().flatMap(tag -> known(tag).stream()).noneMatch(offer::allows)) {
      return said(
          offer,
          Why.LEFT_OUT,
          "Requires-Python "
              + offer.requiresPython().orElse("")
              + " leaves out every version that "
              + offer.tagText()
              + " is for, so that nothing ever installs it");
    }
    Set<Offer> before = new LinkedHashSet<>();
    boolean accepted = false;
    for (PythonBuild python : cells.pythons()) {
      for (Machine machine : cells.machines()) {
        List<Picker.Choice> choices = cells.choices(python, machine);
        if (choices.stream().anyMatch(choice -> choice.offer().equals(offer))) {
          accepted = true;
          if (cells.cell(python, machine) instanceof Cell.Picked picked) {
            before.add(picked.wheel());
          }
        }
      }
    }
    if (before.isEmpty()) {
      return accepted ? notAllowed(offer) : elsewhere(offer, ofCPython);
    }
    List<Offer> instead = List.copyOf(before);
    return pickedOnItsOwnSystem(offer)
        ? new Unpicked(
            offer,
            Why.OLDER_SYSTEMS,
            instead,
            "picked on older systems than the grid's; here "
                + Said.wheels(instead)
                + (instead.size() == 1 ? " stands before it" : " stand before it"))
        : new Unpicked(
            offer,
            Why.SHADOWED,
            instead,
            Said.wheels(instead)
                + (instead.size() == 1 ? " stands" : " stand")
                + " before it "
                + (offer.platforms().contains("any")
                    ? "on these platforms; all others get it"
                    : "wherever it is accepted"));
  }

  private Unpicked notAllowed(Offer offer) {
    boolean byMetadata = cells.pythons().stream().noneMatch(offer::allows);
    return byMetadata
        ? said(
            offer,
            Why.LEFT_OUT,
            "Requires-Python " + offer.requiresPython().orElse("") + " keeps it from all of them")
        : said(offer, Why.OTHER_PYTHON, "no interpreter that is expected there accepts it");
  }

  private Unpicked elsewhere(Offer offer, List<Tag> tags) {
    List<String> platforms = offer.platforms();
    boolean here =
        platforms.stream()
            .map(PlatformTag::parse)
            .anyMatch(tag -> cells.machines().stream().anyMatch(t -> Systems.isFor(tag, t)));
    if (!here && !platforms.contains("any")) {
      return said(
          offer,
          Why.OTHER_PLATFORM,
          "is for "
              + Said.list(platforms, 3)
              + ", which the grid does not have; @"
              + platforms.getFirst()
              + " adds it");
    }
    boolean expected =
        tags.stream()
            .anyMatch(
                tag ->
                    cells.pythons().stream()
                        .anyMatch(
                            python ->
                                CompatibleTags.acceptsBuild(
                                    tag, python.version(), python.freeThreaded(), false)));
    return expected
        ? said(
            offer,
            Why.NEWER_SYSTEMS,
            "asks for a newer system than the grid's: " + Said.list(platforms, 3))
        : said(
            offer,
            Why.OTHER_PYTHON,
            offer.tagText() + " is for other versions than those that are expected");
  }

  private static Unpicked said(Offer offer, Why why, String message) {
    return new Unpicked(offer, why, List.of(), message);
  }

  /** Whether a machine that has no more than its own tag asks for takes it. */
  private boolean pickedOnItsOwnSystem(Offer offer) {
    for (Tag tag : offer.name().tags()) {
      Optional<Host> host = oldest(PlatformTag.parse(tag.platform()));
      if (host.isEmpty()) {
        continue;
      }
      for (PythonBuild python : known(tag)) {
        Optional<Offer> first =
            new Picker(python, host.get())
                .accepted(offers).stream()
                    .map(Picker.Choice::offer)
                    .filter(one -> one.allows(python))
                    .findFirst();
        if (first.equals(Optional.of(offer))) {
          return true;
        }
      }
    }
    return false;
  }

  private static Optional<Host> oldest(PlatformTag tag) {
    if (tag instanceof PlatformTag.MacOs mac && mac.binaryFormat().equals("universal2")) {
      return Optional.of(new Host.MacOs(mac.oldest().major(), mac.oldest().minor(), "x86_64"));
    }
    return Hosts.of(tag);
  }

  private static List<PythonBuild> known(Tag tag) {
    List<PythonBuild> pythons = new ArrayList<>();
    for (int minor = KnownInterpreters.OLDEST; minor <= KnownInterpreters.NEWEST; minor++) {
      for (boolean threaded : new boolean[] {false, true}) {
        PythonBuild python = new PythonBuild(minor, threaded);
        if (python.isKnown()
            && CompatibleTags.acceptsBuild(tag, python.version(), threaded, false)) {
          pythons.add(python);
        }
      }
    }
    return pythons;
  }
}
