package io.abiwarden.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserCacheTest {

  /** HOME before Java's own; what is relative, or "?", is none. */
  @ParameterizedTest
  @CsvSource({
    "Linux, '', /home/a, /home/b, /home/a/.cache/abiwarden",
    "Linux, '', '', /home/b, /home/b/.cache/abiwarden",
    "Linux, '', relative, /home/b, /home/b/.cache/abiwarden",
    "Linux, '', '', ?, ",
    "Linux, /xdg, /home/a, /home/b, /xdg/abiwarden",
    "Linux, xdg, /home/a, /home/b, /home/a/.cache/abiwarden",
    "Windows 11, '', /git/home, /users/b, /users/b/.cache/abiwarden"
  })
  void cachesAreWhereTheUserLooksForThem(
      String system, String xdg, String home, String javas, String folder) {
    Properties properties = new Properties();
    properties.setProperty("os.name", system);
    properties.setProperty("user.home", javas);
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", xdg, "HOME", home);
    assertThat(UserCache.folder(properties, environment).map(Path::toString).orElse(null))
        .isEqualTo(folder);
  }
}
