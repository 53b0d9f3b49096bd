package io.abiwarden.core.platform;

import io.abiwarden.core.evidence.Needs;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.NeededSymbol;
import io.abiwarden.core.link.KnownLinker;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.link.Linkage.Undecided;
import io.abiwarden.core.link.Linkage.Undecided.Kind;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownNames;
import io.abiwarden.core.python.PythonDll;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Links a PE image on paper. */
final class WindowsLinking {

  /** Parts of the Universal C Runtime, and what stands for other system libraries. */
  private static final Pattern SETS = Pattern.compile("(api|ext)-ms-win-.*\\.dll");

  /** Visual C++'s runtime, of which Python itself brings {@code vcruntime140.dll}. */
  private static final Pattern REDISTRIBUTABLE =
      Pattern.compile(
          "(msvcp140|vcruntime140_threads|concrt140|vccorlib140|vcomp140|mfc140).*\\.dll");

  /**
   * What {@code python314.dll} of 3.14.3 exports and no other system's Python does, beside the
   * names of the Stable ABI that are Windows's alone.
   */
  private static final Set<String> WINDOWS_ALONE =
      Set.of(
          "Py_LegacyWindowsFSEncodingFlag",
          "Py_LegacyWindowsStdioFlag",
          "_PyOS_SigintEvent",
          "_Py_get_osfhandle");

  private static final Set<String> WITH_PYTHON = Set.of("vcruntime140.dll", "vcruntime140_1.dll");

  /** System libraries of every Windows that Python runs on. */
  private static final Set<String> SYSTEM =
      Set.of(
          "activeds.dll",
          "advapi32.dll",
          "authz.dll",
          "avicap32.dll",
          "avrt.dll",
          "bcrypt.dll",
          "bcryptprimitives.dll",
          "cabinet.dll",
          "cfgmgr32.dll",
          "combase.dll",
          "comctl32.dll",
          "comdlg32.dll",
          "credui.dll",
          "crypt32.dll",
          "cryptui.dll",
          "d2d1.dll",
          "d3d10.dll",
          "d3d11.dll",
          "d3d12.dll",
          "d3d9.dll",
          "d3dcompiler_47.dll",
          "dbgeng.dll",
          "dbghelp.dll",
          "dhcpcsvc.dll",
          "dinput8.dll",
          "dnsapi.dll",
          "dsound.dll",
          "dwmapi.dll",
          "dwrite.dll",
          "dxgi.dll",
          "dxva2.dll",
          "evr.dll",
          "fwpuclnt.dll",
          "gdi32.dll",
          "gdiplus.dll",
          "glu32.dll",
          "hid.dll",
          "imagehlp.dll",
          "imm32.dll",
          "iphlpapi.dll",
          "kernel32.dll",
          "kernelbase.dll",
          "ksuser.dll",
          "ktmw32.dll",
          "mf.dll",
          "mfplat.dll",
          "mfreadwrite.dll",
          "mpr.dll",
          "msacm32.dll",
          "mscms.dll",
          "msimg32.dll",
          "msvcrt.dll",
          "mswsock.dll",
          "ncrypt.dll",
          "netapi32.dll",
          "normaliz.dll",
          "ntdll.dll",
          "ntdsapi.dll",
          "odbc32.dll",
          "ole32.dll",
          "oleacc.dll",
          "oleaut32.dll",
          "opengl32.dll",
          "pdh.dll",
          "powrprof.dll",
          "propsys.dll",
          "psapi.dll",
          "rpcrt4.dll",
          "secur32.dll",
          "sensapi.dll",
          "setupapi.dll",
          "shcore.dll",
          "shell32.dll",
          "shlwapi.dll",
          "sspicli.dll",
          "ucrtbase.dll",
          "user32.dll",
          "userenv.dll",
          "usp10.dll",
          "uxtheme.dll",
          "version.dll",
          "wer.dll",
          "wevtapi.dll",
          "winhttp.dll",
          "wininet.dll",
          "winmm.dll",
          "winscard.dll",
          "winspool.drv",
          "wintrust.dll",
          "winusb.dll",
          "wldap32.dll",
          "ws2_32.dll",
          "wsock32.dll",
          "wtsapi32.dll",
          "xinput1_4.dll");

  private final BundledImages bundled;

  WindowsLinking(BundledImages bundled) {
    this.bundled = bundled;
  }

  Linkage link(Image image, String path, InterpreterFacts python) {
    List<Image> siblings = bundled.siblings(image);
    Linkage names = KnownLinker.link(image, path, python, siblings);
    List<Undecided> undecided = new ArrayList<>();
    libraries(image, path, undecided);
    siblings.forEach(sibling -> libraries(sibling, sibling.soname().orElse(path), undecided));
    for (NeededSymbol need : image.needs()) {
      if (Needs.mayBePythons(image.format(), need)
          && !KnownNames.isPythons(need.name())
          && !WINDOWS_ALONE.contains(need.name())) {
        undecided.add(
            new Undecided(
                Kind.NAME, need.name() + " of " + need.library().orElse("Python's DLL"), path));
      }
    }
    return names.withUndecided(undecided);
  }

  private void libraries(Image image, String path, List<Undecided> undecided) {
    for (String library : image.libraries()) {
      String name = library.toLowerCase(Locale.ROOT);
      if (bundled.has(name)
          || PythonDll.of(name).isPresent()
          || SYSTEM.contains(name)
          || WITH_PYTHON.contains(name)
          || SETS.matcher(name).matches()) {
        continue;
      }
      boolean redistributable = REDISTRIBUTABLE.matcher(name).matches();
      undecided.add(
          new Undecided(redistributable ? Kind.REDISTRIBUTABLE : Kind.LIBRARY, library, path));
    }
  }
}
