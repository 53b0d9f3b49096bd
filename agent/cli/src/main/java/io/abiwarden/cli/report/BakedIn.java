package io.abiwarden.cli.report;

import io.abiwarden.core.evidence.Phase;
import io.abiwarden.worker.inspect.ExtensionInspection;
import io.abiwarden.worker.inspect.ExtensionInspection.Definition;
import io.abiwarden.worker.inspect.ExtensionInspection.Requirements;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What an extension was built for, in one sentence. */
final class BakedIn {

  /** What {@code PyModule_Create} passes under the Limited API. */
  private static final int LIMITED = 3;

  private BakedIn() {}

  /** {@code multi-phase, laid out for GIL builds; only names of the Stable ABI of 3.9}. */
  static String sentence(ExtensionInspection extension) {
    List<String> parts = new ArrayList<>();
    Set<String> kinds = new LinkedHashSet<>();
    extension.definitions().forEach(definition -> kinds.add(kind(definition)));
    if (extension.entries().isEmpty()) {
      parts.add("no entry function");
    } else if (kinds.isEmpty()) {
      parts.add("its definition only exists once its code runs");
    }
    parts.addAll(kinds);
    parts.add(api(extension.requires()));
    return String.join("; ", parts);
  }

  /** {@code multi-phase, laid out for free-threaded builds, runs without the GIL}. */
  static String kind(Definition definition) {
    List<String> parts = new ArrayList<>();
    parts.add(phase(definition.phase()));
    parts.add(layout(definition));
    switch (definition.gil()) {
      case NOT_USED -> parts.add("says that it runs without the GIL");
      case USED -> parts.add("says that it needs the GIL");
      case ABSENT, UNKNOWN -> {}
    }
    return String.join(", ", parts);
  }

  static String layout(Definition definition) {
    return switch (definition.layout()) {
      case GIL -> "laid out for GIL builds";
      case FREE_THREADED -> "laid out for free-threaded builds";
      case OPAQUE -> "laid out for every build (slots only)";
      case UNKNOWN -> "layout not decided";
    };
  }

  /** What it was compiled against. */
  static String api(Requirements requires) {
    if (!requires.stableAbi()) {
      return "the full C API";
    }
    // What uses no other names need not have been built for the Stable ABI.
    String version = requires.minimumVersion().map(v -> " of " + v).orElse("");
    return requires.apiVersion().equals(OptionalInt.of(LIMITED))
        ? "the Limited API, with names of the Stable ABI" + version
        : "only names of the Stable ABI" + version;
  }

  static String phase(Phase phase) {
    return switch (phase) {
      case SINGLE -> "single-phase";
      case MULTI -> "multi-phase";
      case EXPORT -> "PyModExport";
      case UNKNOWN -> "phase not decided";
    };
  }
}
