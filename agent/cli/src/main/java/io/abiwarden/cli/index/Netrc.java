package io.abiwarden.cli.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The user's netrc file, which has names and passwords by host. */
final class Netrc {

  private Netrc() {}

  /**
   * {@code user:password} for a host.
   *
   * @param environment may name the file as {@code NETRC}
   * @param home the user's home folder, where it is otherwise
   */
  static Optional<String> find(String host, Map<String, String> environment, Path home) {
    List<Path> places = new ArrayList<>();
    try {
      String named = environment.getOrDefault("NETRC", "");
      if (!named.isEmpty()) {
        places.add(Path.of(named));
      }
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    if (places.isEmpty()) {
      places.add(home.resolve(".netrc"));
      places.add(home.resolve("_netrc"));
    }
    for (Path place : places) {
      if (Files.isReadable(place)) {
        try {
          return find(host, new String(Files.readAllBytes(place), StandardCharsets.UTF_8));
        } catch (IOException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** The same in a file's text; an entry "default" stands for every host that is not named. */
  static Optional<String> find(String host, String text) {
    List<String> words = words(text);
    Optional<String> otherwise = Optional.empty();
    for (int i = 0; i < words.size(); i++) {
      boolean named = words.get(i).equals("machine") && i + 1 < words.size();
      if (!named && !words.get(i).equals("default")) {
        continue;
      }
      Optional<String> login = login(words, named ? i + 2 : i + 1);
      if (named && words.get(i + 1).equals(host)) {
        return login;
      }
      if (!named) {
        otherwise = login;
      }
    }
    return otherwise;
  }

  private static Optional<String> login(List<String> words, int from) {
    String login = "";
    String password = "";
    for (int i = from; i + 1 < words.size(); i += 2) {
      switch (words.get(i)) {
        case "login", "user" -> login = words.get(i + 1);
        case "password" -> password = words.get(i + 1);
        case "account" -> {}
        default -> {
          return Optional.of(login + ":" + password);
        }
      }
    }
    return Optional.of(login + ":" + password);
  }

  /** Words without comments and macros, which end at an empty line. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    boolean macro = false;
    for (String line : text.split("\\R", -1)) {
      macro = (macro || line.strip().startsWith("macdef")) && !line.isBlank();
      if (!macro && !line.isBlank() && !line.strip().startsWith("#")) {
        words.addAll(Arrays.asList(line.strip().split("\\s+")));
      }
    }
    return words;
  }
}
