package io.abiwarden.cli;

import io.abiwarden.cli.settings.Baseline;
import io.abiwarden.cli.settings.Settings;
import io.abiwarden.cli.settings.SettingsException;
import io.abiwarden.cli.settings.SettingsFile;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options about what a project has set, and what it knows already. */
final class ProjectOptions implements PlainArguments.Options {

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "A TOML file with the project's settings. Default: abiwarden.toml or [tool.abiwarden] in"
              + " pyproject.toml, of this folder or the nearest one above in the same repository.")
  private @Nullable Path settings;

  @Option(names = "--no-settings", description = "Reads no settings.")
  private boolean noSettings;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "An earlier run's --format json: what is in it is known, and only what is new is told and"
              + " counts.")
  private @Nullable Path baseline;

  @Override
  public boolean take(String option, PlainArguments arguments) throws PlainArguments.NotPlain {
    switch (option) {
      case "--settings" -> settings = arguments.path();
      case "--no-settings" -> noSettings = true;
      case "--baseline" -> baseline = arguments.path();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What the project has set; says where, so that nobody wonders. */
  Settings settings(Console console) throws UsageException {
    if (noSettings) {
      if (settings != null) {
        throw new UsageException("--settings and --no-settings: use one of them");
      }
      return Settings.NONE;
    }
    try {
      Settings found =
          settings == null ? SettingsFile.nearest(Path.of("")) : SettingsFile.of(settings);
      if (!found.file().isEmpty()) {
        console.notice("settings of " + found.file());
      }
      return found;
    } catch (SettingsException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** What an earlier check found. */
  Baseline ofCheck(Settings project) throws UsageException {
    return baseline(project, Baseline::ofCheck);
  }

  /** What an earlier audit found. */
  Baseline ofAudit(Settings project) throws UsageException {
    return baseline(project, Baseline::ofAudit);
  }

  private interface Reader {
    Baseline read(Path file, String origin) throws SettingsException;
  }

  private Baseline baseline(Settings project, Reader reader) throws UsageException {
    Optional<Path> file = Optional.ofNullable(baseline).or(project::baseline);
    if (file.isEmpty()) {
      return Baseline.NONE;
    }
    try {
      return reader.read(
          file.get(), baseline == null ? project.at("baseline") + ":" : "--baseline");
    } catch (SettingsException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
