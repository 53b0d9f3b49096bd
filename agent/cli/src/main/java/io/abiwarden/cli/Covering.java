package io.abiwarden.cli;

import io.abiwarden.cli.text.BaseName;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.coverage.Coverage;
import io.abiwarden.core.coverage.Expectation;
import io.abiwarden.core.coverage.Offer;
import io.abiwarden.core.wheel.WheelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The wheels of a run, while it is found out what they cover. For one thread. */
final class Covering {

  private final Expectation expected;
  private final Sources sources;
  private final AuditPassing passing;
  private final List<Offer> offers = new ArrayList<>();

  Covering(Expectation expected, Sources sources, AuditPassing passing) {
    this.expected = expected;
    this.sources = sources;
    this.passing = passing;
  }

  /**
   * Takes an input, if it is a wheel by its name.
   *
   * @param artifact its audit; empty if it could not be read, and yet installers would pick it
   */
  void take(Input input, Optional<AuditedArtifact> artifact) {
    String shown = input.shown();
    String file = BaseName.of(shown);
    boolean yanked = input instanceof Input.Remote remote && remote.wheel().yanked().isPresent();
    WheelName.parse(file)
        .map(
            name ->
                artifact
                    .map(audited -> offer(shown, file, name, audited))
                    .orElseGet(() -> Offer.unread(shown, file, name)))
        .map(offer -> offer.withYanked(yanked))
        .ifPresent(offers::add);
  }

  private Offer offer(String shown, String file, WheelName name, AuditedArtifact audited) {
    return new Offer(
        shown,
        file,
        name,
        audited.claims().requiresPython(),
        false,
        passing.unreadable(audited).isEmpty(),
        audited.installations(),
        audited.findings().stream()
            .map(
                found ->
                    new Offer.Problem(
                        found, passing.breaks(audited, found), passing.acceptance(audited, found)))
            .toList());
  }

  /** What they cover. */
  Coverage coverage() {
    return Coverage.of(expected, offers, sources, passing::hole);
  }
}
