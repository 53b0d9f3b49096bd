package io.abiwarden.examples;

import io.abiwarden.examples.ffm.FfmHost;
import io.abiwarden.examples.javacpp.JavaCppHost;
import io.abiwarden.examples.jep.JepHost;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The examples, each with every Python of this machine that it can run. */
final class Hosts {

  private Hosts() {}

  /** All of them. */
  static List<Host> all() throws IOException {
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the pinned wheels are for Linux on x86-64");
    return Stream.concat(
            JepBuild.all().stream()
                .flatMap(build -> Stream.of(jep(build), isolated(build), ffm(build))),
            Stream.of(javaCpp()))
        .toList();
  }

  /** One for each kind of host and of build. */
  static List<Host> oneOfEachKind() throws IOException {
    Set<String> kinds = new HashSet<>();
    return all().stream()
        .filter(host -> kinds.add(host.name() + host.series().endsWith("t")))
        .toList();
  }

  /** Jep's shared interpreter. */
  static Host jep(JepBuild build) {
    return jep("Jep", build, List.of());
  }

  /** Jep's subinterpreter with modules of its own. */
  static Host isolated(JepBuild build) {
    return jep("Jep, isolated,", build, List.of("--isolated"));
  }

  private static Host jep(String name, JepBuild build, List<String> arguments) {
    return new Host(
        name,
        build.id(),
        build.series(),
        false,
        JepHost.class.getName(),
        List.of(build.jar(), placeOf(JepHost.class)),
        List.of(),
        arguments,
        List.of(build.site()));
  }

  /** A libpython that is opened by java.lang.foreign. */
  static Host ffm(JepBuild build) {
    return new Host(
        "FFM",
        build.id(),
        build.series(),
        true,
        FfmHost.class.getName(),
        entriesWith("ffm-host", "agent", "ffi"),
        List.of(),
        List.of(build.libpython().toString()),
        List.of(build.site()));
  }

  /** The Python that JavaCPP packages. */
  static Host javaCpp() throws IOException {
    return new Host(
        "JavaCPP",
        "3.14.3",
        "3.14",
        false,
        JavaCppHost.class.getName(),
        entriesWith("javacpp-host", "bytedeco"),
        List.of("-Dorg.bytedeco.javacpp.cachedir=" + Needed.target().resolve("javacpp")),
        List.of(),
        List.of(new Wheel("numpy-2.5.5-cp314-cp314").unpacked()));
  }

  private static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The entries of this JVM's class path that have one of the names as a part of theirs. */
  private static List<Path> entriesWith(String... names) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(
            entry ->
                Arrays.stream(names)
                    .anyMatch(name -> entry.toString().matches(".*[/-]" + name + "[/-].*")))
        .toList();
  }
}
