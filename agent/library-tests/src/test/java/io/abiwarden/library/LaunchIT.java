package io.abiwarden.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that uses the library, compiled and started in the ways in which programs and tests
 * are. It gets no option that would be for the library, and must have nothing to warn of. At depth
 * probe the worker is a JVM, which has to find the library's classes wherever they are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaunchIT {

  private static final String PROBED = "LOADS PROBE ok";

  private Program program = new Program(Path.of(""), Path.of(""), "");

  @BeforeAll
  void program(@TempDir Path folder) throws Exception {
    program = Program.in(folder.toRealPath());
  }

  private void probes(String... options) throws Exception {
    assertThat(program.run("PROBE", options).run().quietly()).isEqualTo(PROBED);
  }

  private String classPath() throws Exception {
    return Program.library() + ":" + program.classes();
  }

  @Test
  void aClassPath() throws Exception {
    probes("-cp", classPath());
    assertThat(program.run("IMPORT", "-cp", classPath()).run().quietly())
        .isEqualTo("LOADS IMPORT ok");
    assertThat(program.run("STATIC", "-cp", classPath()).run().quietly()).isEqualTo("LOADS STATIC");
  }

  @Test
  void aModulePath() throws Exception {
    String path = Program.library() + ":" + program.module();
    for (String depth : List.of("PROBE", "IMPORT")) {
      assertThat(program.runAs(depth, "-p", path, "-m", "consumer/consumer.Main").run().quietly())
          .isEqualTo("LOADS " + depth + " ok");
    }
  }

  @Test
  void aClassPathBesideAModulePath() throws Exception {
    probes(
        "-p",
        Program.library(),
        "--add-modules",
        "io.abiwarden.worker",
        "-cp",
        program.classes().toString());
  }

  /**
   * Run without a JUnit, which only the annotations need; modules name it when they are compiled.
   */
  @Test
  void assertions() throws Exception {
    String library = Jars.path(Jars.assertions().stream());
    Path plain =
        program.compile(
            "assertions", List.of("-cp", library), "consumer-junit/consumer/tests/Main.java");
    Path module =
        program.compile(
            "assertions-module",
            List.of("-p", library + ":" + Jars.path(Jars.junit().stream())),
            "consumer-junit/consumer/tests/Main.java",
            "consumer-junit-module/module-info.java");
    for (List<String> way :
        List.of(
            List.of("-cp", library + ":" + plain, "consumer.tests.Main"),
            List.of("-p", library + ":" + module, "-m", "consumer.tests/consumer.tests.Main"))) {
      assertThat(program.runAs("LOADS", way.toArray(String[]::new)).run().quietly())
          .startsWith("passed; ")
          .contains(program.extension().getFileName().toString());
    }
  }

  /** As Surefire starts tests. */
  @Test
  void aJarWithNothingButAManifest() throws Exception {
    Path jar = program.folder().resolve("booter.jar");
    probes("-cp", manifestOnly(jar, Jars.library()).toString());
  }

  /** As Gradle starts tests, and Surefire with useManifestOnlyJar switched off. */
  @Test
  void aFileOfArguments() throws Exception {
    Path file = program.folder().resolve("arguments");
    Files.writeString(file, "-cp\n\"" + classPath() + "\"\n");
    probes("@" + file);
  }

  @Test
  void aClassLoaderOfItsOwn() throws Exception {
    assertThat(byLoader("open").quietly()).isEqualTo(PROBED);
  }

  /** Nothing can be done then, which is said in a line. */
  @Test
  void classesThatDoNotSayWhereTheyComeFrom() throws Exception {
    assertThat(byLoader("secret").quietly())
        .startsWith("LOADS STATIC a worker could not be started: io.abiwarden.")
        .contains("does not say where from");
  }

  private Command.Ran byLoader(String how) throws Exception {
    Path loader = program.folder().resolve("loader");
    if (!Files.isDirectory(loader)) {
      program.compile("loader", List.of(), "consumer-loader/loader/Loader.java");
    }
    List<String> arguments =
        new ArrayList<>(List.of("-cp", loader.toString(), "loader.Loader", how));
    List<Path> path = withClasses(Jars.library());
    arguments.add(String.valueOf(path.size()));
    path.forEach(entry -> arguments.add(entry.toString()));
    return program.run("PROBE", arguments.toArray(String[]::new)).run();
  }

  private List<Path> withClasses(Collection<Path> jars) throws Exception {
    List<Path> path = new ArrayList<>(jars);
    path.add(program.classes());
    return path;
  }

  /** As shaded applications are. */
  @Test
  void oneJarOfAll() throws Exception {
    Path jar = program.folder().resolve("all in one.jar");
    Manifest manifest = manifest();
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "consumer.Main");
    Set<String> names = new HashSet<>();
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream all = new JarOutputStream(out, manifest)) {
      for (Path part : Jars.library()) {
        copy(part, all, names);
      }
      all.putNextEntry(new JarEntry("consumer/Main.class"));
      all.write(Files.readAllBytes(program.classes().resolve("consumer/Main.class")));
    }
    assertThat(program.runAs("PROBE", "-jar", jar.toString()).run().quietly()).isEqualTo(PROBED);
  }

  private static void copy(Path jar, JarOutputStream all, Set<String> names) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (!entry.isDirectory()
            && !entry.getName().equals("module-info.class")
            && !entry.getName().equals(JarFile.MANIFEST_NAME)
            && names.add(entry.getName())) {
          all.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream content = file.getInputStream(entry)) {
            content.transferTo(all);
          }
        }
      }
    }
  }

  @Test
  void aPathWithBlanksAndOtherSigns() throws Exception {
    List<Path> path = withClasses(program.copied("a b, 100%25 #1 & 'c' + [d]"));
    probes("-cp", Jars.path(path.stream()));
    probes(
        "-p",
        Jars.path(path.stream().filter(entry -> entry.toString().endsWith(".jar"))),
        "--add-modules",
        "io.abiwarden.worker",
        "-cp",
        program.classes().toString());
  }

  @Test
  void aPathWithLettersOfOtherLanguages() throws Exception {
    String option = Jars.path(withClasses(program.copied("Prüfung-проверка-検査")).stream());
    assertThat(
            program
                .run("PROBE", "-cp", option)
                .with(builder -> builder.environment().put("LC_ALL", "C.UTF-8"))
                .run()
                .quietly())
        .isEqualTo(PROBED);
  }

  /** No class path can have it, but the manifest of a jar can. */
  @Test
  void aPathWithAColon() throws Exception {
    Path jar = program.folder().resolve("colon.jar");
    probes("-cp", manifestOnly(jar, program.copied("a:b ü:c")).toString());
  }

  /** The worker runs in a folder of its own, where these would mean other places. */
  @Test
  void relativePaths() throws Exception {
    List<Path> path = withClasses(program.copied("relative"));
    Files.createDirectories(program.folder().resolve("temporary/files"));
    probes(
        "-cp",
        Jars.path(path.stream().map(entry -> program.folder().relativize(entry))),
        "-Djava.io.tmpdir=temporary/files");
    try (Stream<Path> left = Files.list(program.folder().resolve("temporary/files"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aFolderForTemporaryFilesWithAColon() throws Exception {
    Path temporary = Files.createDirectories(program.folder().resolve("tmp:x 50%p"));
    Path jar = program.folder().resolve("colon2.jar");
    probes(
        "-cp",
        manifestOnly(jar, program.copied("d:e")).toString(),
        "-Djava.io.tmpdir=" + temporary);
  }

  @Test
  void noFolderForTemporaryFiles() throws Exception {
    assertThat(
            program
                .run("PROBE", "-cp", classPath(), "-Djava.io.tmpdir=/nowhere/at/all")
                .run()
                .out())
        .contains("no folder /nowhere/at/all for temporary files (java.io.tmpdir)");
  }

  /** What builds set for their own JVMs is not for the worker's. */
  @Test
  void optionsInTheEnvironment() throws Exception {
    Command.Ran ran =
        program
            .run("PROBE", "-cp", classPath())
            .with(
                builder -> {
                  builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC -Xmx400m");
                  builder.environment().put("JDK_JAVA_OPTIONS", "--illegal-native-access=deny");
                  builder.environment().put("CLASSPATH", "/nowhere");
                })
            .run();
    assertThat(ran.out().strip()).as(ran.err()).isEqualTo(PROBED);
  }

  /** A JVM that allows no native access at all to the library is enough for it. */
  @Test
  void noNativeAccess() throws Exception {
    probes("--illegal-native-access=deny", "-cp", classPath());
  }

  @Test
  void aJavaRuntimeOfItsOwn() throws Exception {
    Path image = program.folder().resolve("image");
    String path = Program.library() + ":" + program.module();
    Command.tool(
            program.folder(),
            "jlink",
            "-p",
            path,
            "--add-modules",
            "consumer",
            "--output",
            image.toString())
        .run()
        .quietly();
    assertThat(
            program
                .runAs("PROBE", "-m", "consumer/consumer.Main")
                .by(image.resolve("bin/java"))
                .run()
                .quietly())
        .isEqualTo(PROBED);
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    return manifest;
  }

  private Path manifestOnly(Path jar, List<Path> path) throws Exception {
    Manifest manifest = manifest();
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            withClasses(path).stream()
                .map(entry -> entry.toUri().toASCIIString())
                .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream _ = new JarOutputStream(out, manifest)) {
      return jar;
    }
  }
}
