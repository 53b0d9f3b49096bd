package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher finds a JDK, in a home folder made for the test. */
class LauncherTest {

  private static final Path FIND_JDK = Path.of("../../scripts/lib/find-jdk.sh").toAbsolutePath();

  @TempDir Path home;

  /** A PATH without java, but with what the script itself runs. */
  @BeforeEach
  void layOutTools() throws IOException {
    Path tools = Files.createDirectories(home.resolve("tools"));
    for (String tool : new String[] {"sh", "dirname", "basename", "readlink"}) {
      Path real = Path.of("/usr/bin", tool);
      script(
          tools.resolve(tool), "exec " + (Files.exists(real) ? real : "/bin/" + tool) + " \"$@\"");
    }
    home = home.toRealPath();
  }

  @Test
  void javaHomeGoesFirstIfItIsNewEnough() throws Exception {
    Path own = jdk("own", "26.0.1");
    jdk(".sdkman/candidates/java/25.0.3-tem", "25.0.3");
    assertThat(find(Map.of("JAVA_HOME", own.toString()))).isEqualTo(own.toString());
  }

  @Test
  void anOldJavaHomeIsPassedOver() throws Exception {
    Path old = jdk("old", "17.0.15");
    Path managed = jdk(".sdkman/candidates/java/25.0.3-tem", "25.0.3");
    assertThat(find(Map.of("JAVA_HOME", old.toString()))).isEqualTo(managed.toString());
  }

  @Test
  void thePathIsFollowedThroughLinks() throws Exception {
    Path real = jdk("real", "25");
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), real.resolve("bin/java"));
    assertThat(find(Map.of("PATH", bin + ":" + home.resolve("tools")))).isEqualTo(real.toString());
  }

  @Test
  void everyUsualPlaceIsLookedAt() throws Exception {
    for (String place :
        new String[] {
          "system/usr/lib/jvm/temurin-25-jdk-amd64",
          "system/opt/jdk-25",
          ".jdks/temurin-25",
          ".asdf/installs/java/temurin-25",
          ".local/share/mise/installs/java/25",
          ".jabba/jdk/temurin@25",
          ".jenv/versions/25",
        }) {
      Path there = jdk(place, "25.0.3");
      assertThat(find(Map.of())).as(place).isEqualTo(there.toString());
      Files.delete(there.resolve("release"));
    }
  }

  @Test
  void theLowestVersionThatWillDoIsTheOneTestedWith() throws Exception {
    jdk(".jdks/a", "27-ea");
    Path tested = jdk(".jdks/b", "25.0.3");
    jdk(".jdks/c", "21.0.9");
    assertThat(find(Map.of())).isEqualTo(tested.toString());
  }

  @Test
  void whatIsNoJdkIsNotTaken() throws Exception {
    Files.delete(jdk(".jdks/a-runtime", "25.0.3").resolve("bin/javac"));
    Files.writeString(jdk(".jdks/broken", "25").resolve("release"), "JAVA_VERSION=\"\"\n");
    assertThat(find(Map.of())).isEmpty();
    assertThat(run("explain_missing_jdk abiwarden 2>&1", Map.of()))
        .contains("JDK 25 or newer", "JAVA_HOME", "adoptium")
        .hasLineCount(1);
  }

  private String find(Map<String, String> environment) throws Exception {
    return run("find_jdk", environment);
  }

  private String run(String command, Map<String, String> environment) throws Exception {
    var builder =
        new ProcessBuilder("/bin/sh", "-c", ". \"$0\" && " + command, FIND_JDK.toString());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH", home.resolve("tools").toString(),
                "HOME", home.toString(),
                "FIND_JDK_ROOT", home.resolve("system").toString()));
    builder.environment().putAll(environment);
    Path out = Files.createTempFile(home, "out", ".txt");
    Process process = builder.redirectOutput(out.toFile()).redirectErrorStream(true).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out).strip();
  }

  private Path jdk(String folder, String version) throws IOException {
    Path jdk = home.resolve(folder);
    Files.createDirectories(jdk.resolve("bin"));
    script(jdk.resolve("bin/java"), "");
    script(jdk.resolve("bin/javac"), "");
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"test\"\nJAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  private static void script(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
