@echo off
rem Runs the tilia command from this folder with the JDK in TILIA_JAVA_HOME, or else in JAVA_HOME; builds it first where that has not been done.
rem   TILIA_JAVA_OPTIONS  more options for the JVM
setlocal
set "root=%~dp0"
if not defined TILIA_JAVA_HOME set "TILIA_JAVA_HOME=%JAVA_HOME%"
if not exist "%TILIA_JAVA_HOME%\bin\javac.exe" (
  echo tilia: needs a JDK 25 or newer: set TILIA_JAVA_HOME to its folder 1>&2
  exit /b 69
)
set "release=0"
for /f "usebackq tokens=1,2 delims==." %%a in ("%TILIA_JAVA_HOME%\release") do if "%%a"=="JAVA_VERSION" set "release=%%b"
set "release=%release:"=%"
if %release% LSS 25 (
  echo tilia: needs a JDK 25 or newer, and the one in "%TILIA_JAVA_HOME%" is older: set TILIA_JAVA_HOME to the folder of another 1>&2
  exit /b 69
)
if not exist "%root%launcher\target\modules" (
  echo Building Tilia ^(first run only^)... 1>&2
  pushd "%root%"
  set "JAVA_HOME=%TILIA_JAVA_HOME%"
  call mvnw.cmd -q -B -ntp -Dmaven.test.skip=true -pl launcher -am package 1>&2 <nul
  if errorlevel 1 (
    popd
    exit /b 70
  )
  popd
)
rem The options are explained in the script tilia.
"%TILIA_JAVA_HOME%\bin\java" -XX:+UseSerialGC -XX:-DontCompileHugeMethods --enable-native-access=org.graalvm.truffle,org.tilia.wasm --sun-misc-unsafe-memory-access=allow %TILIA_JAVA_OPTIONS% -p "%root%launcher\target\modules" -m org.tilia.launcher/org.tilia.launcher.Main %*
