package io.abiwarden.worker.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Lays out files as an installed Python does, with nothing in them that could run. */
record FakePrefix(Path folder) {

  /** The headers' version, for {@code 3.14.7} with {@code folder} "python3.14t". */
  FakePrefix headers(String name, int minor, int micro, String level, int serial)
      throws IOException {
    Path header = folder.resolve("include").resolve(name).resolve("patchlevel.h");
    Files.createDirectories(header.getParent());
    Files.writeString(
        header,
        """
        #define PY_RELEASE_LEVEL_ALPHA  0xA
        #define PY_RELEASE_LEVEL_FINAL  0xF
        #define PY_MAJOR_VERSION        3
        #define PY_MINOR_VERSION        %d
        #define PY_MICRO_VERSION        %d
        #define PY_RELEASE_LEVEL        PY_RELEASE_LEVEL_%s
        #define PY_RELEASE_SERIAL       %d
        #define PY_VERSION              "3.%d.%d"
        """
            .formatted(minor, micro, level, serial, minor, micro));
    return this;
  }

  FakePrefix standardLibrary(String name, String soabiPlatform) throws IOException {
    Path library = folder.resolve("lib").resolve(name);
    Files.createDirectories(library.resolve("lib-dynload"));
    Files.writeString(library.resolve("os.py"), "");
    String soabi = name.replace("python3.", "cpython-3");
    Files.writeString(
        library.resolve("lib-dynload/_json." + soabi + "-" + soabiPlatform + ".so"), "");
    return this;
  }

  FakePrefix library(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "not a library");
    return this;
  }

  FakePrefix executable(String name) throws IOException {
    return executable(name, "not a program");
  }

  FakePrefix executable(String name, String content) throws IOException {
    Path file = folder.resolve("bin").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  /** A link in {@code bin}. */
  FakePrefix link(String name, Path target) throws IOException {
    Path file = folder.resolve("bin").resolve(name);
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, target);
    return this;
  }

  /** What a build without a shared library installs. */
  FakePrefix linkedStatically(String flavour, int minor, int micro) throws IOException {
    return headers("python" + flavour, minor, micro, "FINAL", 0)
        .standardLibrary("python" + flavour, "x86_64-linux-gnu")
        .executable("python" + flavour);
  }

  /** A version of a macOS framework, which this prefix is then. */
  FakePrefix framework(String flavour, int minor, int micro) throws IOException {
    headers("python" + flavour, minor, micro, "FINAL", 0)
        .standardLibrary("python" + flavour, "darwin")
        .executable("python" + flavour)
        .library(flavour.endsWith("t") ? "PythonT" : "Python");
    Files.createSymbolicLink(
        folder.resolve("lib/libpython" + flavour + ".dylib"),
        folder.resolve(flavour.endsWith("t") ? "PythonT" : "Python"));
    return this;
  }

  /** What the installers for Windows install; {@code kind} is "t" for the free-threaded files. */
  FakePrefix windows(int minor, int micro, String kind) throws IOException {
    headers("", minor, micro, "FINAL", 0).library("Lib/os.py");
    library(kind.isEmpty() ? "python.exe" : "python3." + minor + kind + ".exe");
    return library("python3" + minor + kind + ".dll").library("DLLs/_json.pyd");
  }

  /** Everything a shared build installs. */
  FakePrefix complete(String flavour, int minor, int micro) throws IOException {
    return headers("python" + flavour, minor, micro, "FINAL", 0)
        .standardLibrary("python" + flavour, "x86_64-linux-gnu")
        .library("lib/libpython" + flavour + ".so.1.0")
        .executable("python" + flavour);
  }
}
