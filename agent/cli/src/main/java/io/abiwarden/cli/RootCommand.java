package io.abiwarden.cli;

import io.abiwarden.cli.report.Tool;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a command. */
@Command(
    name = "abiwarden",
    description =
        "Says whether a Python extension module fits an interpreter, before it is imported.",
    mixinStandardHelpOptions = true,
    versionProvider = RootCommand.Version.class,
    subcommandsRepeatable = false,
    footer = {
      "",
      "Exit codes: 0 everything passed; 1 something did not; 2 usage, or an input that could not be"
          + " read; 3 abiwarden itself failed."
    })
final class RootCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "which command? check, audit, inspect, pythons or explain");
  }

  /** What {@code --version} shows. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "abiwarden " + Tool.version(),
        "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name", "")
      };
    }
  }
}
