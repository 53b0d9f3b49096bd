package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Command lines read without picocli mean what they mean to picocli. */
class PlainArgumentsTest {

  private static final Console CONSOLE = Console.ofProcess();

  /** Fails when an option is added to the annotations only. */
  @Test
  void everyOptionOfAnAuditIsKnown() {
    int options = 0;
    for (OptionSpec option :
        new CommandLine(new AuditCommand(CONSOLE)).getCommandSpec().options()) {
      if (option.usageHelp()) {
        continue;
      }
      for (String name : option.names()) {
        String[] args =
            option.arity().max() == 0
                ? new String[] {"audit", name, "x.whl"}
                : new String[] {"audit", name, "7", "x.whl"};
        assertThat(AuditCommand.plain(CONSOLE, args)).as(name).isPresent();
        Object read = valueOf(AuditCommand.plain(CONSOLE, args).orElseThrow(), name);
        AuditCommand byPicocli = new AuditCommand(CONSOLE);
        new CommandLine(byPicocli)
            .parseArgs(List.of(args).subList(1, args.length).toArray(String[]::new));
        assertThat(read).as(name).isEqualTo(valueOf(byPicocli, name));
        options++;
      }
    }
    assertThat(options).isGreaterThanOrEqualTo(11);
  }

  @Test
  void listsGrowAndLastValuesCount() {
    String[] args = {
      "audit", "a.whl", "--accept", "AW101,AW102", "--accept=AW103:x", "b.whl", "-j", "2", "-j", "3"
    };
    AuditCommand command = AuditCommand.plain(CONSOLE, args).orElseThrow();
    assertThat(valueOf(command, "--accept")).isEqualTo(List.of("AW101", "AW102", "AW103:x"));
    assertThat(valueOf(command, "--jobs")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "audit",
        "audit --help x.whl",
        "audit -h",
        "audit --nosuch x.whl",
        "audit x.whl --format",
        "audit --format --jobs x.whl",
        "audit -j2 x.whl",
        "audit -vj 2 x.whl",
        "audit --verbose=yes x.whl",
        "audit --jobs many x.whl",
        "audit --jobs -1 x.whl",
        "audit @arguments",
        "audit -- x.whl",
        "check x.whl",
        "help audit"
      })
  void theRestIsPicoclis(String line) {
    String[] args = line.isEmpty() ? new String[0] : line.split(" ");
    assertThat(AuditCommand.plain(CONSOLE, args)).isEmpty();
  }

  private static Object valueOf(AuditCommand command, String option) {
    Object value = new CommandLine(command).getCommandSpec().findOption(option).getValue();
    return value == null ? "none" : value;
  }
}
