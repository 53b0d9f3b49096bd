package io.abiwarden.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A command line without anything special in it, read without picocli: its classes are of a version
 * that the JVM cannot keep in its cache, and loading them takes longer than auditing a small wheel.
 * Whatever is not plain (help, mistakes, argument files, clusters of options) is left to picocli,
 * so that all is said in one place.
 */
final class PlainArguments {

  private final Deque<String> left;
  private final List<String> names = new ArrayList<>();

  private PlainArguments(String[] args) {
    left = new ArrayDeque<>(Arrays.asList(args).subList(1, args.length));
  }

  /** Something that has to be left to picocli. */
  static final class NotPlain extends Exception {
    private static final long serialVersionUID = 1L;

    NotPlain() {
      super("not plain", null, false, false);
    }
  }

  /** A group of options that can be set without picocli. */
  interface Options {
    /**
     * Sets an option, if it is one of these.
     *
     * @param option with its hyphens
     * @return whether it is
     * @throws NotPlain if its value is missing, or not plain
     */
    boolean take(String option, PlainArguments arguments) throws NotPlain;
  }

  /**
   * Reads the arguments of a command.
   *
   * @param args the whole command line, the command first
   * @param options what is set
   * @return what is no option, at least one; empty if picocli has to read it
   */
  static Optional<List<String>> read(String[] args, Options... options) {
    PlainArguments arguments = new PlainArguments(args);
    try {
      while (!arguments.left.isEmpty()) {
        arguments.one(options);
      }
      return arguments.names.isEmpty() ? Optional.empty() : Optional.of(arguments.names);
    } catch (NotPlain e) {
      return Optional.empty();
    }
  }

  private void one(Options... options) throws NotPlain {
    String argument = left.remove();
    if (!argument.startsWith("-")) {
      names.add(plain(argument));
      return;
    }
    int equals = argument.indexOf('=');
    String option = argument;
    if (equals > 0 && argument.startsWith("--")) {
      option = argument.substring(0, equals);
      left.addFirst(argument.substring(equals + 1));
    }
    int before = left.size();
    for (Options group : options) {
      if (group.take(option, this)) {
        if (equals > 0 && left.size() == before) {
          // A flag with a value.
          throw new NotPlain();
        }
        return;
      }
    }
    throw new NotPlain();
  }

  /** The value of the option at hand. */
  String value() throws NotPlain {
    if (left.isEmpty()) {
      throw new NotPlain();
    }
    return plain(left.remove());
  }

  /** The same, as a number. */
  int number() throws NotPlain {
    String value = value();
    if (!value.matches("\\d{1,6}")) {
      throw new NotPlain();
    }
    return Integer.parseInt(value);
  }

  /** The same, as a path. */
  Path path() throws NotPlain {
    try {
      return Path.of(value());
    } catch (InvalidPathException e) {
      throw new NotPlain();
    }
  }

  /** Values with commas between them, added to those that were there. */
  List<String> listAfter(List<String> before) throws NotPlain {
    List<String> all = new ArrayList<>(before);
    for (String one : value().split(",", -1)) {
      all.add(plain(one));
    }
    return all;
  }

  private static String plain(String argument) throws NotPlain {
    if (argument.isEmpty() || "-@\"'".indexOf(argument.charAt(0)) >= 0) {
      throw new NotPlain();
    }
    return argument;
  }
}
