package io.abiwarden.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstalledPathTest {

  @ParameterizedTest
  @CsvSource({
    "m.so, m.so",
    "pkg/m.so, pkg/m.so",
    "m-1.data/platlib/pkg/m.so, pkg/m.so",
    "m-1.data/purelib/m.so, m.so",
    "m-1.data/platlib/x-2.data/platlib/m.so, x-2.data/platlib/m.so",
    "m-1.data/scripts/m.so, ''",
    "m-1.data/headers/m.so, ''",
    "m-1.data/data/lib/m.so, ''",
    "m-1.data/unheard-of/m.so, ''",
    "m-1.data/PLATLIB/m.so, ''",
    "m-1.data/m.so, m-1.data/m.so",
    "pkg/m-1.data/platlib/m.so, pkg/m-1.data/platlib/m.so",
    ".data/platlib/m.so, .data/platlib/m.so",
    "m-1.data//m.so, m-1.data//m.so",
    "m-1.dist-info/m.so, m-1.dist-info/m.so"
  })
  void saysWhereAnInstallerPutsIt(String path, String installed) {
    assertThat(InstalledPath.of(path).orElse("")).isEqualTo(installed);
  }

  @Test
  void lineBreaksHideNothing() {
    assertThat(InstalledPath.of("m-1.data/platlib/a\nb.so")).contains("a\nb.so");
    assertThat(InstalledPath.of("m-1.data/scripts/a\nb.so")).isEmpty();
  }
}
