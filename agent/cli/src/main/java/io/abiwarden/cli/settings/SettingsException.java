package io.abiwarden.cli.settings;

/** Settings, or a saved run, that cannot be used; the message is one line that names the file. */
public final class SettingsException extends Exception {

  private static final long serialVersionUID = 1L;

  SettingsException(String message) {
    super(message);
  }
}
