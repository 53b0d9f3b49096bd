package io.abiwarden.cli.text;

/** The last part of a path, which may be another system's. */
public final class BaseName {

  private BaseName() {}

  /** What stands behind the last slash of either kind; all of it where there is none. */
  public static String of(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
