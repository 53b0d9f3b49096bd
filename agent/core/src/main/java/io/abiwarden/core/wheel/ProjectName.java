package io.abiwarden.core.wheel;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of projects (PEP 503, PEP 625). */
public final class ProjectName {

  private static final Pattern RUN = Pattern.compile("[-_.]+");
  private static final Pattern VALID =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");

  private ProjectName() {}

  /** The one spelling that all spellings of a name share: {@code zope-interface}. */
  public static String normalized(String name) {
    return RUN.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  /** Whether it can be a project's name. */
  public static boolean valid(String name) {
    return VALID.matcher(name).matches();
  }
}
