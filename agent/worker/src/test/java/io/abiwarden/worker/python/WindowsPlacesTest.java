package io.abiwarden.worker.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What Windows's own commands print, as recorded from them. */
class WindowsPlacesTest {

  private static final String REGISTRY =
      """

      HKEY_CURRENT_USER\\Software\\Python\\PyLauncher
          (Default)    REG_SZ    C:\\Windows\\py.exe

      HKEY_CURRENT_USER\\Software\\Python\\PyLauncher\\Installs\\InstallPath
          (Default)    REG_SZ    C:\\Windows\\

      HKEY_CURRENT_USER\\Software\\Python\\PythonCore
          DisplayName    REG_SZ    Python Software Foundation

      HKEY_CURRENT_USER\\Software\\Python\\PythonCore\\3.14
          DisplayName    REG_SZ    Python 3.14 (64-bit)
          SysVersion    REG_SZ    3.14

      HKEY_CURRENT_USER\\Software\\Python\\PythonCore\\3.14\\InstallPath
          (Default)    REG_SZ    C:\\Users\\Some Body\\AppData\\Local\\Programs\\Python\\Python314\\
          ExecutablePath    REG_SZ    C:\\Users\\Some Body\\AppData\\Local\\Programs\\Python\\Python314\\python.exe
          WindowedExecutablePath    REG_SZ    C:\\Elsewhere\\pythonw.exe

      HKEY_CURRENT_USER\\Software\\Python\\PythonCore\\3.14\\PythonPath
          (Default)    REG_SZ    C:\\NotThis\\Lib

      HKEY_CURRENT_USER\\Software\\Python\\ContinuumAnalytics\\Anaconda312-64\\InstallPath
          (Standard)    REG_SZ    C:\\ProgramData\\anaconda3
      """;

  private static final String LAUNCHER =
      """
       -V:3.14t *       C:\\Users\\Some Body\\AppData\\Local\\Python\\pythoncore-3.14t-64\\python3.14t.exe
       -V:3.13          C:\\Program Files\\Python313\\python.exe
       -3.9-32          C:\\Python39-32\\python.exe
       -V:Astral/CPython3.12.3 C:\\uv\\cpython-3.12.3-windows-x86_64-none\\python.exe
      No suitable Python runtime found
      """;

  @Test
  void theRegistryNamesFoldersOnce() {
    assertThat(WindowsPlaces.registered(REGISTRY))
        .containsExactly(
            "C:\\Users\\Some Body\\AppData\\Local\\Programs\\Python\\Python314",
            "C:\\ProgramData\\anaconda3");
    assertThat(WindowsPlaces.registered(REGISTRY.replace("\n", "\r\n"))).hasSize(2);
  }

  @Test
  void theLauncherNamesCommands() {
    assertThat(WindowsPlaces.launched(LAUNCHER))
        .containsExactly(
            "C:\\Users\\Some Body\\AppData\\Local\\Python\\pythoncore-3.14t-64\\python3.14t.exe",
            "C:\\Program Files\\Python313\\python.exe",
            "C:\\Python39-32\\python.exe",
            "C:\\uv\\cpython-3.12.3-windows-x86_64-none\\python.exe");
  }

  @Test
  void nothingOfTheKindNamesNothing() {
    for (String text :
        new String[] {"", "ERROR: The system was unable to find the key", "\0\n -"}) {
      assertThat(WindowsPlaces.registered(text)).isEmpty();
      assertThat(WindowsPlaces.launched(text)).isEmpty();
    }
  }
}
