package io.abiwarden.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.cli.settings.Baseline.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {

  private static final String WHEEL = "dist/demo-1.0-1-cp314-cp314-linux_x86_64.whl";

  /** The next release, built on another machine. */
  private static final String NEXT = "/other/demo-1.1-cp314-cp314-linux_x86_64.whl";

  private static final String CHECK =
      """
      {"schema": "abiwarden/check/1",
       "pythons": [{"id": "3.14.7#2", "version": "3.14.7", "freeThreaded": false},
                   {"id": "3.14.7t", "version": "3.14.7", "freeThreaded": true},
                   {"id": "3.14t@win_amd64", "version": "3.14.0", "freeThreaded": true}],
       "artifacts": [{"artifact": "%s",
         "findings": [{"rule": "AW501", "message": "demo-1.0.dist-info/RECORD has no hash of a.py."}],
         "results": [
           {"python": "3.14.7#2", "installable": true, "verdict": "fails",
            "extensions": [
              {"file": "demo-1.0.data/platlib/_a.so", "verdict": "fails", "findings": [
                {"rule": "AW404", "message": "RuntimeError at 0x7f12 in /tmp/x1/y/demo.py on CPython 3.14.7."}]},
              {"file": "_b.so", "verdict": "fails", "findings": [
                {"rule": "AW405", "message": "signal 11 in frobnicate+0x12"}]},
              {"file": "_c.so", "verdict": "unknown", "findings": []}]},
           {"python": "3.14t@win_amd64", "installable": false, "verdict": "not-applicable", "extensions": []}]}]}
      """
          .formatted(WHEEL);

  @TempDir Path folder = Path.of("");

  @Test
  void whatWasThereIsKnownInTheNextRelease() throws Exception {
    Baseline known = Baseline.ofCheck(file(CHECK), "--baseline");
    Place a = new Place(NEXT, "3.14", "demo-1.1.data/platlib/_a.so", "fails");
    assertThat(
            known.knows(
                a, "AW404", "RuntimeError at 0x55aa in /var/tmp/demo.py on CPython 3.14.9."))
        .isTrue();
    assertThat(known.knows(a, "AW404", "TypeError on CPython 3.14.9.")).isFalse();
    Place b = new Place(NEXT, "3.14", "_b.so", "fails");
    assertThat(known.knows(b, "AW405", "signal 11 in another_function+0x99")).isTrue();
    Place itself = new Place(NEXT, "", "", "");
    assertThat(known.knows(itself, "AW501", "demo-1.1.dist-info/RECORD has no hash of a.py."))
        .isTrue();
    assertThat(known.knows(new Place(NEXT, "3.14", "_c.so", "unknown"))).isTrue();
    assertThat(known.knows(Baseline.notInstallable(NEXT, "3.14t@win_amd64"))).isTrue();
    assertThat(known.said()).startsWith("known from ").endsWith("known.json");
  }

  /** Each differs in one thing from what was found. */
  @ParameterizedTest
  @CsvSource({
    "/other/demo-1.1-cp314-cp314t-linux_x86_64.whl, 3.14, _b.so, fails, AW405",
    "/other/demos-1.1-cp314-cp314-linux_x86_64.whl, 3.14, _b.so, fails, AW405",
    "/other/demo-1.1-cp314-cp314-linux_x86_64.whl, 3.14t, _b.so, fails, AW405",
    "/other/demo-1.1-cp314-cp314-linux_x86_64.whl, 3.15, _b.so, fails, AW405",
    "/other/demo-1.1-cp314-cp314-linux_x86_64.whl, 3.14, _a.so, fails, AW405",
    "/other/demo-1.1-cp314-cp314-linux_x86_64.whl, 3.14, _b.so, unsafe, AW405",
    "/other/demo-1.1-cp314-cp314-linux_x86_64.whl, 3.14, _b.so, fails, AW407",
    "/other/demo-1.1-cp314-cp314-linux_x86_64.whl, 3.14@win_amd64, _b.so, fails, AW405"
  })
  void whatIsElsewhereOrWorseIsNew(
      String artifact, String python, String file, String verdict, String rule) throws Exception {
    Baseline known = Baseline.ofCheck(file(CHECK), "--baseline");
    assertThat(known.knows(new Place(artifact, python, file, verdict), rule, "signal 11"))
        .isFalse();
  }

  @Test
  void anAuditsFindingsAreKnownAsWholeRunsAndAsLines() throws Exception {
    String one =
        """
        {"schema": "abiwarden/audit/1", "artifact": "%s", "verdict": "broken", "findings": [
          {"file": null, "rule": "AW106", "message": "The tags differ."},
          {"file": "_a.abi3.so", "rule": "AW101", "message": "_a.abi3.so uses PyFoo."}]}
        """
            .formatted(WHEEL)
            .replace("\n", "");
    String whole =
        "{\"schema\": \"abiwarden/audit/1\", \"artifacts\": [%s]}"
            .formatted(one.replace("\"schema\": \"abiwarden/audit/1\", ", ""));
    for (String text : new String[] {whole, one + "\n" + one + "\n"}) {
      Baseline known = Baseline.ofAudit(file(text), "--baseline");
      assertThat(known.knows(new Place(NEXT, "", "", ""), "AW106", "The tags differ.")).isTrue();
      Place a = new Place(NEXT, "", "_a.abi3.so", "");
      assertThat(known.knows(a, "AW101", "_a.abi3.so uses PyFoo.")).isTrue();
      assertThat(known.knows(a, "AW101", "_a.abi3.so uses PyFoo and PyBar.")).isFalse();
      assertThat(known.knows(new Place(NEXT, "", "", "broken"))).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"schema": "abiwarden/audit/1"} | is abiwarden/audit/1, and what is wanted is abiwarden/check/1
          {"a": 1}                        | is no run of abiwarden's, and what is wanted is
          []                              | is empty
          {"schema": "abiwarden/check/1"  | is not JSON, or only a part of it
          hello                           | is not JSON
          ''                              | is empty
          """)
  void whatIsNoRunIsSaid(String content, String message) throws Exception {
    Path file = file(content);
    assertThatThrownBy(() -> Baseline.ofCheck(file, "--baseline"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--baseline " + file + ": ")
        .hasMessageContaining(message);
    assertThatThrownBy(() -> Baseline.ofCheck(folder.resolve("none.json"), "--baseline"))
        .hasMessageContaining("no such file; abiwarden check … --format json --output ");
  }

  @Test
  void withoutOneNothingIsKnown() {
    assertThat(Baseline.NONE.isNone()).isTrue();
    assertThat(Baseline.NONE.knows(new Place(WHEEL, "3.14", "_b.so", "fails"))).isFalse();
  }

  private Path file(String content) throws Exception {
    return Files.writeString(folder.resolve("known.json"), content);
  }
}
