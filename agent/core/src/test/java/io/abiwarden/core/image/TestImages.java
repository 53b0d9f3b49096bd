package io.abiwarden.core.image;

/** Shared libraries for tests of other packages, made without a compiler. */
public final class TestImages {

  private TestImages() {}

  /** An x86-64 library that exports functions without any code. */
  public static byte[] exporting(String... names) {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64);
    for (String name : names) {
      builder.function(name, ElfBuilder.CODE);
    }
    return builder.build();
  }
}
