package io.abiwarden.cli.index;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How pip is set up, as far as getting files goes: its configuration files, overridden by
 * environment variables.
 *
 * @param indexes the index and the extra ones, in order; empty with {@code no-index}
 * @param findLinks folders and pages that list files: paths or addresses
 * @param cert a bundle of certificate authorities in PEM form
 * @param trustedHosts {@code host} or {@code host:port}, whose certificates are not checked
 * @param proxy the proxy for everything, if one is named
 * @param timeout of a connection, and of each wait for data
 * @param retries how often a request that failed for the moment is made again
 * @param environment where proxies, certificates and netrc are named that pip takes from there
 */
record PipSettings(
    List<URI> indexes,
    List<String> findLinks,
    Optional<String> cert,
    Set<String> trustedHosts,
    Optional<String> proxy,
    Duration timeout,
    int retries,
    Map<String, String> environment) {

  private static final int DEFAULT_SECONDS = 15;
  private static final int DEFAULT_RETRIES = 5;
  private static final Set<String> TRUE = Set.of("y", "yes", "t", "true", "on", "1");

  /** Copies the collections. */
  PipSettings {
    indexes = List.copyOf(indexes);
    findLinks = List.copyOf(findLinks);
    trustedHosts = Set.copyOf(trustedHosts);
    environment = Map.copyOf(environment);
  }

  /**
   * Reads everything.
   *
   * @throws IndexException if there is neither a configured index nor a pip that knows its own, or
   *     if something is configured that cannot be used
   */
  static PipSettings read(PipFiles files, PipItself pip) throws IndexException {
    Map<String, String> options = options(files, pip);
    List<URI> indexes = new ArrayList<>();
    if (!TRUE.contains(options.getOrDefault("no-index", "").toLowerCase(Locale.ROOT))) {
      String named = options.getOrDefault("index-url", options.getOrDefault("pypi-url", ""));
      if (!named.isEmpty()) {
        indexes.add(address("index-url", named));
      } else {
        indexes.add(
            pip.defaultIndex()
                .orElseThrow(
                    () ->
                        new IndexException(
                            "there is no pip here to ask which index to use; set PIP_INDEX_URL to"
                                + " the address of one (a \"simple\" index, PEP 503)")));
      }
      for (String extra : words(options, "extra-index-url")) {
        indexes.add(address("extra-index-url", extra));
      }
    }
    return new PipSettings(
        indexes,
        words(options, "find-links"),
        text(options, "cert"),
        Set.copyOf(words(options, "trusted-host")),
        text(options, "proxy"),
        Duration.ofSeconds(number(options, "timeout", DEFAULT_SECONDS, 1, 86_400)),
        number(options, "retries", DEFAULT_RETRIES, 0, 100),
        files.environment());
  }

  private static Map<String, String> options(PipFiles files, PipItself pip) throws IndexException {
    List<IniFile> read = new ArrayList<>();
    for (Path file : files.inOrder(pip.prefix())) {
      try {
        read.add(IniFile.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new IndexException("pip's configuration " + file + " cannot be read", e);
      }
    }
    // A command's own section counts more than the global one of any file, as with pip.
    Map<String, String> options = new LinkedHashMap<>();
    for (String section : new String[] {"global", "download"}) {
      read.forEach(file -> putNonEmpty(options, file.section(section)));
    }
    Map<String, String> variables = new LinkedHashMap<>();
    files
        .environment()
        .forEach(
            (name, value) -> {
              if (name.startsWith("PIP_")) {
                variables.put(IniFile.optionName(name.substring("PIP_".length())), value);
              }
            });
    putNonEmpty(options, variables);
    return options;
  }

  private static void putNonEmpty(Map<String, String> options, Map<String, String> more) {
    more.forEach(
        (name, value) -> {
          if (!value.isBlank()) {
            // "default-timeout" is pip's other name for it.
            options.put(name.equals("default-timeout") ? "timeout" : name, value.strip());
          }
        });
  }

  private static URI address(String option, String text) throws IndexException {
    return Links.parse(text)
        .filter(address -> address.getScheme() != null)
        .filter(address -> Set.of("http", "https", "file").contains(address.getScheme()))
        .orElseThrow(
            () ->
                new IndexException(
                    "pip's "
                        + option
                        + " is not an address that starts with https://: "
                        + Links.parse(text).map(Links::shown).orElse("(unreadable)")));
  }

  private static List<String> words(Map<String, String> options, String name) {
    String value = options.getOrDefault(name, "").strip();
    return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
  }

  private static Optional<String> text(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name));
  }

  private static int number(
      Map<String, String> options, String name, int otherwise, int least, int most) {
    String text = options.getOrDefault(name, "");
    if (!text.matches("\\d{1,9}(\\.\\d*)?")) {
      return otherwise;
    }
    return Math.clamp((long) Double.parseDouble(text), least, most);
  }
}
