package io.abiwarden.worker.python;

/** The operating systems whose layouts and folders are known. */
enum Os {
  LINUX,
  MACOS,
  WINDOWS,
  OTHER;

  /** The one that this JVM runs on. */
  static Os current() {
    String name = System.getProperty("os.name", "");
    if (name.equals("Linux")) {
      return LINUX;
    }
    if (name.startsWith("Mac")) {
      return MACOS;
    }
    return name.startsWith("Windows") ? WINDOWS : OTHER;
  }
}
