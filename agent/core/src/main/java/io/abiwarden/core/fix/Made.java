package io.abiwarden.core.fix;

import io.abiwarden.core.evidence.Binding;
import io.abiwarden.core.evidence.Builder;
import io.abiwarden.core.wheel.Backend;
import io.abiwarden.core.wheel.Generator;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How an artifact was made.
 *
 * @param binding what generated its code
 * @param built what packed it; {@link Generator#UNKNOWN} outside of a wheel
 */
public record Made(Binding binding, Generator built) {

  /** Nothing is known. */
  public static final Made UNKNOWN = new Made(Binding.NONE, Generator.UNKNOWN);

  /** How several files of one artifact were made: what they have in common. */
  public static Made common(Collection<Made> files) {
    List<Made> distinct = files.stream().distinct().toList();
    if (distinct.size() == 1) {
      return distinct.getFirst();
    }
    List<Generator> built = distinct.stream().map(Made::built).distinct().toList();
    List<Builder> builders = distinct.stream().map(Made::builder).distinct().toList();
    return new Made(
        builders.size() == 1 ? Binding.of(builders.getFirst()) : Binding.NONE,
        built.size() == 1 ? built.getFirst() : Generator.UNKNOWN);
  }

  Builder builder() {
    return binding.builder();
  }

  Backend backend() {
    return built.backend();
  }

  boolean knowsBackend() {
    return !by(Backend.OTHER);
  }

  boolean by(Builder builder) {
    return builder() == builder;
  }

  boolean by(Backend backend) {
    return backend() == backend;
  }

  /**
   * What to do, in the words of its builders: one or two short sentences.
   *
   * @param fix what is to be done
   * @param general the words for a builder that is not known
   */
  public String help(Fix fix, String general) {
    Advice binding = Recipe.of(builder()).to(fix, this);
    Advice backend = binding.whole() ? Advice.NONE : Recipe.of(backend()).to(fix, this);
    if (fix instanceof Fix.BuildFor build && !binding.whole()) {
      // What to install stands first, whoever builds it.
      String first = backend.text().isEmpty() ? general : install(build, backend.text());
      return joined(first, binding.text());
    }
    String said = backend.whole() ? backend.text() : joined(binding.text(), backend.text());
    return said.isEmpty() ? general : said;
  }

  private static String install(Fix.BuildFor build, String command) {
    return "Install a "
        + build.tag()
        + (build.minor() >= Versions.ABI3T && build.freeThreaded()
            ? " or abi3t"
            : build.freeThreaded() ? "" : " or abi3")
        + " wheel, or build one: "
        + command;
  }

  private static String joined(String... sentences) {
    return Stream.of(sentences).filter(one -> !one.isEmpty()).collect(Collectors.joining(" "));
  }

  /** {@code PyO3 0.29.3 (maturin 1.9.4)}, or what of it is known. */
  public String shown() {
    return built.name().isEmpty() ? binding.shown() : binding.shown() + " (" + built.shown() + ")";
  }
}
