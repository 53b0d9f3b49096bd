package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import org.junit.jupiter.api.Test;

class PlatformLoggingTest {

  private static final System.Logger OTHERS =
      new PlatformLogging().getLogger("java.lang.Runtime", Object.class.getModule());

  @Test
  void othersAreHeardWhenTheyWarn() {
    assertThat(OTHERS.getName()).isEqualTo("java.lang.Runtime");
    assertThat(OTHERS.isLoggable(Level.WARNING)).isTrue();
    assertThat(OTHERS.isLoggable(Level.ERROR)).isTrue();
    assertThat(OTHERS.isLoggable(Level.INFO)).isFalse();
    assertThat(OTHERS.isLoggable(Level.DEBUG)).isFalse();
    assertThat(OTHERS.isLoggable(Level.OFF)).isFalse();
  }

  @Test
  void ownLinesAreHeardWhereTheUserWantsThem() {
    System.Logger own =
        new PlatformLogging().getLogger("io.abiwarden.worker", PlatformLogging.class.getModule());
    Logging.sayMore();
    assertThat(own.isLoggable(Level.DEBUG)).isTrue();
    assertThat(own.isLoggable(Level.TRACE)).isFalse();
    assertThat(OTHERS.isLoggable(Level.DEBUG)).isFalse();
  }
}
