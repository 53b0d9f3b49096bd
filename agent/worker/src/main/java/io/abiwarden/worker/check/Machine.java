package io.abiwarden.worker.check;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.wheel.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** This machine, as platform tags and the dynamic linker see it. */
public final class Machine {

  private static final Pattern GLIBC_RELEASE = Pattern.compile("release version 2\\.(\\d{1,3})");

  private Machine() {}

  static Architecture architecture() {
    String name =
        switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
          case "amd64" -> "x86_64";
          case "x86", "i386" -> "i686";
          case String other -> other;
        };
    return Arrays.stream(Architecture.values())
        .filter(a -> a.tag().equals(name))
        .findFirst()
        .orElse(Architecture.OTHER);
  }

  /** What wheels would be installed on. */
  public static Host host() {
    Architecture architecture = architecture();
    return new Host.Linux(architecture.tag(), glibcMinor(architecture), muslMinor());
  }

  /** glibc carries its version as text, which its own {@code libc.so.6} prints when it is run. */
  private static Optional<Integer> glibcMinor(Architecture architecture) {
    for (String folder :
        new String[] {
          "/lib/" + architecture.tag() + "-linux-gnu", "/lib64", "/usr/lib64", "/lib", "/usr/lib"
        }) {
      Path libc = Path.of(folder, "libc.so.6");
      if (Files.isRegularFile(libc)) {
        try {
          Matcher matcher =
              GLIBC_RELEASE.matcher(
                  new String(Files.readAllBytes(libc), StandardCharsets.ISO_8859_1));
          if (matcher.find()) {
            return Optional.of(Integer.parseInt(matcher.group(1)));
          }
        } catch (IOException e) {
          // Another folder may have one that can be read.
        }
      }
    }
    return Optional.empty();
  }

  /** Where musl is the system's C library; its version shows nowhere, so the newest tag counts. */
  private static Optional<Integer> muslMinor() {
    if (glibcMinor(architecture()).isPresent()) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> loaders =
        Files.newDirectoryStream(Path.of("/lib"), "ld-musl-*.so.1")) {
      return loaders.iterator().hasNext() ? Optional.of(2) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
