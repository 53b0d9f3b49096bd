package io.abiwarden.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3.9.18 (main, May  9 2026, 07:33:49) [GCC 12.2.0] | 030912f0 | 3.9.18",
        "3.10.0rc2+ (heads/3.10:abc, Sep 1 2021) [GCC]      | 030a00c2 | 3.10.0rc2",
        "3.9.0a6 (default)                                  | 030900a6 | 3.9.0a6",
        "3.10.0b4                                           | 030a00b4 | 3.10.0b4",
      })
  void isReadAsHex(String text, String hex, String display) {
    int version = VersionText.toHex(text.strip()).orElseThrow();
    assertThat(Integer.toHexString(version)).isEqualTo(hex.replaceFirst("^0", ""));
    assertThat(new LibPythonKind(version, false, false).display()).isEqualTo(display);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "3.9", "three", "3.9.x", "9999.1.1", "3.9.18garbage"})
  void isNoVersion(String text) {
    assertThat(VersionText.toHex(text)).isEmpty();
  }
}
