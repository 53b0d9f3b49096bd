package io.abiwarden.core.wheel;

import io.abiwarden.core.python.PythonVersion;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Requires-Python} of a project: version specifiers as PEP 440 has them, evaluated as
 * PyPA's {@code packaging} 26.3 does.
 *
 * <p>Installers ask for {@code major.minor.micro} of the running Python: a release candidate of
 * 3.15.0 counts as 3.15.0.
 */
public final class RequiresPython {

  private static final Pattern SPECIFIER =
      Pattern.compile("\\s*(?<operator>===|~=|==|!=|<=|>=|<|>)\\s*(?<version>\\S*)\\s*");

  /** What a version and {@code .*} look like: no more than a release before the star. */
  private static final Pattern PREFIX =
      Pattern.compile(
          "v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*)\\.\\*",
          Pattern.CASE_INSENSITIVE);

  /** More than this in one field are an attack. */
  private static final int MAX_SPECIFIERS = 200;

  private final String text;
  private final List<Test> tests;

  private RequiresPython(String text, List<Test> tests) {
    this.text = text;
    this.tests = tests;
  }

  @FunctionalInterface
  private interface Test {
    boolean accepts(ProjectVersion version);
  }

  /**
   * Reads the field.
   *
   * @return the specifiers; empty if one of them is not one. pip then warns and takes any Python,
   *     and uv refuses the project
   */
  public static Optional<RequiresPython> parse(String text) {
    List<Test> tests = new ArrayList<>();
    for (String part : text.split(",")) {
      if (part.isBlank()) {
        continue;
      }
      Optional<Test> test = test(part);
      if (test.isEmpty() || tests.size() == MAX_SPECIFIERS) {
        return Optional.empty();
      }
      tests.add(test.get());
    }
    return Optional.of(new RequiresPython(text.strip(), tests));
  }

  private static Optional<Test> test(String part) {
    Matcher matcher = SPECIFIER.matcher(part);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String operator = matcher.group("operator");
    String version = matcher.group("version");
    if (operator.equals("===")) {
      return version.chars().anyMatch(c -> c == ';' || c == ')')
          ? Optional.empty()
          : Optional.of(v -> v.text().equals(version.toLowerCase(Locale.ROOT)));
    }
    boolean equality = operator.equals("==") || operator.equals("!=");
    if (version.length() > ProjectVersion.LONGEST) {
      return Optional.empty();
    }
    Matcher prefix = PREFIX.matcher(version);
    if (prefix.matches()) {
      return equality ? Optional.of(negated(operator, startsWith(prefix))) : Optional.empty();
    }
    return ProjectVersion.parse(version)
        .filter(v -> equality || v.local().isEmpty())
        .flatMap(v -> test(operator, v));
  }

  private static Test startsWith(Matcher prefix) {
    BigInteger epoch =
        prefix.group("epoch") == null ? BigInteger.ZERO : new BigInteger(prefix.group("epoch"));
    List<BigInteger> release = ProjectVersion.numbers(prefix.group("release"));
    return version -> version.startsWith(epoch, release);
  }

  private static Test negated(String operator, Test test) {
    return operator.equals("!=") ? version -> !test.accepts(version) : test;
  }

  private static Optional<Test> test(String operator, ProjectVersion than) {
    return switch (operator) {
      case "==" -> Optional.of(v -> v.compareTo(than) == 0);
      case "!=" -> Optional.of(v -> v.compareTo(than) != 0);
      case "<=" -> Optional.of(v -> v.compareTo(than) <= 0);
      case ">=" -> Optional.of(v -> v.compareTo(than) >= 0);
      case "<" -> Optional.of(v -> v.compareTo(than) < 0);
      case ">" -> Optional.of(v -> v.compareTo(than) > 0);
      default -> compatible(than);
    };
  }

  /** {@code ~= 3.9.2} is {@code >= 3.9.2, == 3.9.*}; it needs two numbers. */
  private static Optional<Test> compatible(ProjectVersion than) {
    String digits = than.text().strip().replaceFirst("^[vV]?(?:[0-9]+!)?", "");
    Matcher release = Pattern.compile("[0-9]+(?:\\.[0-9]+)*").matcher(digits);
    if (!release.lookingAt() || release.group().indexOf('.') < 0) {
      return Optional.empty();
    }
    List<BigInteger> numbers = ProjectVersion.numbers(release.group());
    List<BigInteger> prefix = numbers.subList(0, numbers.size() - 1);
    return Optional.of(v -> v.compareTo(than) >= 0 && v.startsWith(than.epoch(), prefix));
  }

  /** Whether an installer takes the project for an interpreter, by its version alone. */
  public boolean accepts(PythonVersion python) {
    ProjectVersion version = ProjectVersion.parse(python.text()).orElseThrow();
    return tests.stream().allMatch(test -> test.accepts(version));
  }

  /** As it was written, without spaces around it. */
  @Override
  public String toString() {
    return text;
  }
}
