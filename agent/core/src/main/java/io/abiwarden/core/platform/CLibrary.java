package io.abiwarden.core.platform;

/** The C library that an ELF image was linked against. */
public enum CLibrary {
  /** The GNU C library: Debian, Fedora, manylinux. */
  GLIBC("glibc"),
  /** musl: Alpine, musllinux. */
  MUSL("musl"),
  /** Android's own. */
  BIONIC("Android's C library"),
  /**
   * One that calls itself {@code libc.so} and has no symbol versions: musl as some compilers link
   * it, or Android's.
   */
  PLAIN("a C library called libc.so"),
  /** None: it calls no C library, or is linked with it statically. */
  NONE("no C library");

  private final String display;

  CLibrary(String display) {
    this.display = display;
  }

  /** The name for messages. */
  public String display() {
    return display;
  }
}
