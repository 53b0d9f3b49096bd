package io.abiwarden.cli.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real release, through the index that pip on this machine is set up for. */
class PipIndexTest {

  private static final String WHEEL = "MarkupSafe-3.0.2-cp311-cp311-win_amd64.whl";
  private static final String SHA256 =
      "70a87b411535ccad5ef2f1df5136506a10775d267e197e4cf531ced10537bd6b";

  @TempDir Path folder;

  @Test
  void aReleaseIsFoundAndAWheelOfItIsBroughtHere() throws Exception {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("XDG_CACHE_HOME", folder.toString());
    List<String> notices = new ArrayList<>();
    try (WheelIndex index = WheelIndex.ofPip(environment, notices::add)) {
      Release windows = find(index, "markupsafe==3.0.2").forPlatforms(List.of("win_amd64"));
      assertThat(windows.wheels()).hasSizeGreaterThanOrEqualTo(6);
      IndexFile wheel =
          windows.wheels().stream().filter(w -> w.name().equals(WHEEL)).findFirst().orElseThrow();
      assertThat(wheel.sha256()).contains(SHA256);
      assertThat(wheel.size()).isIn(15_521L, -1L);
      assertThat(index.fetch(wheel)).hasFileName(WHEEL).hasSize(15_521).startsWith(folder);
      assertThatThrownBy(() -> index.find(Requirement.parse("markupsafe==999")))
          .hasMessageContaining("markupsafe has no version 999; there are ");
    }
  }

  private static Release find(WheelIndex index, String requirement) throws IndexException {
    try {
      return index.find(Requirement.parse(requirement));
    } catch (IndexException e) {
      Assumptions.assumeFalse(
          String.valueOf(e.getMessage()).contains("offline"),
          () -> "needs pip's index: " + e.getMessage());
      throw e;
    }
  }
}
