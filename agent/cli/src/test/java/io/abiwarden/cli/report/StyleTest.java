package io.abiwarden.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StyleTest {

  @Test
  void aNameCannotSteerATerminalOrAddLines() {
    String hostile = "a\033[2Jb\r\nloads\u202ec";
    assertThat(new Style(true, 80).in(Style.Colour.GOOD, hostile))
        .isEqualTo("\033[32ma\\x1b[2Jb\\x0d\\x0aloads\\u202ec\033[0m");
    assertThat(new Style(false, 80).wrap(hostile, 0))
        .containsExactly("a\\x1b[2Jb\\x0d\\x0aloads\\u202ec");
  }

  @Test
  void otherScriptsStayAsTheyAre() {
    assertThat(Style.plain("módulo_föö_模块.so")).isEqualTo("módulo_föö_模块.so");
  }

  @Test
  void linesFitTheWidthButWordsStayWhole() {
    assertThat(new Style(false, 40).wrap("one two " + "x".repeat(60) + " three", 10))
        .containsExactly("one two", "x".repeat(60), "three");
  }
}
