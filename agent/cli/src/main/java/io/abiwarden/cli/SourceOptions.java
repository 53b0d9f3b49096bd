package io.abiwarden.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** Options about where artifacts come from. */
final class SourceOptions implements PlainArguments.Options {

  @Option(
      names = "--platform",
      paramLabel = "TAG",
      split = ",",
      description =
          "Of pypi:NAME==VERSION, only the wheels for this platform tag, which may have * and ? in"
              + " it: win_amd64, 'manylinux*_x86_64'. May be given several times. Default: all of"
              + " the release's wheels.")
  private List<String> platforms = List.of();

  @Override
  public boolean take(String option, PlainArguments arguments) throws PlainArguments.NotPlain {
    if (!option.equals("--platform")) {
      return false;
    }
    platforms = arguments.listAfter(platforms);
    return true;
  }

  List<String> platforms() {
    return platforms;
  }
}
