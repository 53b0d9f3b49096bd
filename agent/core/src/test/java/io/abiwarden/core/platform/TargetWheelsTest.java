package io.abiwarden.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ArtifactReader;
import io.abiwarden.core.artifact.ExtensionFile;
import io.abiwarden.core.artifact.ExtensionFile.Content;
import io.abiwarden.core.artifact.PinnedWheel;
import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.judge.Judge;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Subject;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownInterpreters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Published wheels on the interpreters of the systems that they are for: what each file comes to if
 * it is loaded by its path, in whichever version. Builders are C, PyO3, cffi and SIP.
 */
class TargetWheelsTest {

  @ParameterizedTest(name = "{0} {1} {2} on {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
# A DLL of another version is refused; the other kind's may bring a second Python along.
markupsafe==3.0.4  | cp314t | win_amd64              | win_amd64             | RRRRRRULRR | a18f38cafc329bac5e3c2b96c765b4c96d3d103421ed22ab7988c1e3fce27464
rpds-py==2026.9.1  | cp314t | win_amd64              | win_amd64             | RRRRRRULRR | 1e8d4d79d828299bf44a55db22a9388ab967b49d17132c88eab0f4360b48da8e
# python3.dll is that of regular builds alone.
psutil==7.2.2      | abi3   | win_amd64              | win_amd64             | LLLLLULULU | eb7e81434c8d223ec4a219b5fc1c47d0417b12be7ea866e24fb5ad6e84b3d988
psutil==7.2.2      | abi3   | win_amd64              | win_arm64             | ---------- | eb7e81434c8d223ec4a219b5fc1c47d0417b12be7ea866e24fb5ad6e84b3d988
psutil==7.2.2      | abi3   | win_amd64              | macosx_11_0_arm64     | ---------- | eb7e81434c8d223ec4a219b5fc1c47d0417b12be7ea866e24fb5ad6e84b3d988
# On macOS names belong to no version's library: what is missing is refused, what links is unsafe.
markupsafe==3.0.4  | cp314t | macosx_11_0_arm64      | macosx_11_0_arm64     | UUUUUUULUU | fa95848c929b6a75f6848d3c9793e59db365ee436776e57db835cdbfa79ba977
rpds-py==2026.9.1  | cp314t | macosx_11_0_arm64      | macosx_11_0_arm64     | RRRRRRULUR | 068c37bba854ec2fe42f7365c640af11dd9895890ccbf2df5070d0c059bd7f96
rpds-py==2026.9.1  | cp314t | macosx_11_0_arm64      | macosx_11_0_universal2 | ---------- | 068c37bba854ec2fe42f7365c640af11dd9895890ccbf2df5070d0c059bd7f96
cffi==2.1.1        | cp314t | macosx_11_0_arm64      | macosx_11_0_arm64     | RRRRRURLRR | 0beceaabe56af686895136a2de78db54ecd8e4046b236b8fd6d6cb61389e9bf2
pyqt6-sip==13.13.0 | cp314  | macosx_10_15_universal2 | macosx_11_0_universal2 | RRRUUULUUU | 10ed8841786fe1a26c72cef8de070a56a495388ab2938b8cffff87ac1a104044
pyqt6-sip==13.13.0 | cp314  | macosx_10_15_universal2 | macosx_10_15_x86_64   | RRRUUULUUU | 10ed8841786fe1a26c72cef8de070a56a495388ab2938b8cffff87ac1a104044
markupsafe==3.0.4  | cp39   | musllinux_1_2_x86_64   | musllinux_1_2_x86_64  | LUURRRRRRR | e841068dc0be4cb6dfb5c890eb88cbdcff2f4a332393c7ec94e8e618bd32c1a8
markupsafe==3.0.4  | cp39   | musllinux_1_2_x86_64   | manylinux_2_28_x86_64 | ---------- | e841068dc0be4cb6dfb5c890eb88cbdcff2f4a332393c7ec94e8e618bd32c1a8
""")
  void comesToTheSameEverywhere(
      String requirement, String abi, String platform, String place, String verdicts, String sha256)
      throws Exception {
    String python = abi.equals("abi3") ? "3.14" : "3." + abi.replaceAll("cp3|t", "");
    PinnedWheel wheel = new PinnedWheel(requirement, python, abi, platform, sha256);
    Target target = Target.parse(place);
    StringBuilder said = new StringBuilder();
    Map<String, List<String>> why = new TreeMap<>();
    try (Artifact artifact = ArtifactReader.open(wheel.get())) {
      assertThat(artifact.extensions()).isNotEmpty();
      for (InterpreterFacts known : KnownInterpreters.all("")) {
        InterpreterFacts there = target.interpreter(known.version().minor(), known.freeThreaded());
        Judgement worst = worst(artifact, target, there);
        said.append(letter(worst.verdict()));
        why.put(
            there.id(),
            worst.findings().stream().map(f -> f.rule().id() + " " + f.message()).toList());
      }
    }
    assertThat(said).as(why.toString()).hasToString(verdicts);
  }

  private static char letter(Verdict verdict) {
    return verdict == Verdict.NOT_APPLICABLE
        ? '-'
        : verdict == Verdict.UNKNOWN ? '?' : verdict.name().charAt(0);
  }

  /** The worst of its files, for each of the platform's processors. */
  private static Judgement worst(Artifact artifact, Target target, InterpreterFacts python) {
    TargetLinker linker = new TargetLinker(target, artifact.tree(), artifact.path());
    Judgement worst = new Judgement(Verdict.NOT_APPLICABLE, List.of());
    for (ExtensionFile file : artifact.extensions()) {
      List<Evidence> slices =
          file.content() instanceof Content.Understood(List<Evidence> read) ? read : List.of();
      List<Evidence> fitting =
          new ArrayList<>(
              slices.stream()
                  .filter(slice -> target.otherPlatform(slice.image()).isEmpty())
                  .toList());
      if (fitting.size() < target.architectures().size()) {
        continue;
      }
      for (Evidence slice : fitting) {
        Subject subject =
            new Subject(file.file(), file.lastComponent(), file.name(), artifact.tags(), slice);
        Judgement one =
            Judge.judge(subject, python, linker.link(slice.image(), file.file(), python));
        worst = one.verdict().compareTo(worst.verdict()) < 0 ? one : worst;
      }
    }
    return worst;
  }
}
