@echo off
rem Runs abiwarden on this machine's Java 25 or newer: that of JAVA_HOME, else the one on the PATH.
rem ABIWARDEN_JAVA_OPTS is handed to the JVM.
setlocal
set "PROGRAM=%~dp0.."
set "COMMAND=java.exe"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "COMMAND=%JAVA_HOME%\bin\java.exe"
"%COMMAND%" --list-modules >nul 2>nul
if errorlevel 1 (
  echo abiwarden: needs Java 25 or newer, and found none ^(JAVA_HOME, PATH^): install a JDK 25 ^(winget install EclipseAdoptium.Temurin.25.JDK^) or set JAVA_HOME>&2
  exit /b 3
)
"%COMMAND%" --list-modules | findstr /r /c:"^java\.base@2[5-9]" /c:"^java\.base@[3-9][0-9]" >nul
if errorlevel 1 (
  echo abiwarden: needs Java 25 or newer, and %COMMAND% is older: install a JDK 25 ^(winget install EclipseAdoptium.Temurin.25.JDK^) or set JAVA_HOME>&2
  exit /b 3
)
"%COMMAND%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=io.abiwarden.ffi %ABIWARDEN_JAVA_OPTS% --module-path "%PROGRAM%\lib" --module io.abiwarden.cli/io.abiwarden.cli.Main %*
exit /b %ERRORLEVEL%
