package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What becomes of typographic characters where there are none. */
class PlainStreamTest {

  @Test
  void anEllipsisIsThreeDotsWhereThereIsNone() {
    assertThat(printed("sha256 0123… – so", StandardCharsets.US_ASCII))
        .isEqualTo("sha256 0123... - so\n");
    assertThat(printed("a…", StandardCharsets.ISO_8859_1)).isEqualTo("a...\n");
  }

  @Test
  void columnsBehindItStayWhereTheyAre() {
    assertThat(printed("long-na…     3.9", StandardCharsets.US_ASCII))
        .isEqualTo("long-na...   3.9\n");
  }

  @Test
  void utf8StaysAsItIs() {
    assertThat(printed("a… ✔", StandardCharsets.UTF_8)).isEqualTo("a… ✔\n");
  }

  private static String printed(String text, Charset charset) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = PlainStream.of(bytes, true, charset);
    out.print(text);
    out.println("");
    return bytes.toString(charset);
  }
}
