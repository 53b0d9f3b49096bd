package io.abiwarden.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** Options about where artifacts come from. */
final class SourceOptions {

  @Option(
      names = "--platform",
      paramLabel = "TAG",
      split = ",",
      description =
          "Of pypi:NAME==VERSION, only the wheels for this platform tag, which may have * and ? in"
              + " it: win_amd64, 'manylinux*_x86_64'. May be given several times. Default: all of"
              + " the release's wheels.")
  private List<String> platforms = List.of();

  List<String> platforms() {
    return platforms;
  }
}
