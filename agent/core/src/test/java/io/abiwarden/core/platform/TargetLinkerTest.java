package io.abiwarden.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.artifact.FolderTree;
import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.FakeImage;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.image.MinimumOs;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.link.Linkage.Missing;
import io.abiwarden.core.link.Linkage.MissingVersion;
import io.abiwarden.core.link.Linkage.Undecided;
import io.abiwarden.core.link.Linkage.Undecided.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Linking on paper to machines that are not here. */
class TargetLinkerTest {

  private static final String MANYLINUX = "manylinux_2_28_x86_64";

  @TempDir Path folder;

  private Linkage link(Image image, String platform) throws Exception {
    Target target = Target.parse(platform);
    try (FolderTree tree = FolderTree.open(folder)) {
      return new TargetLinker(target, tree, folder)
          .link(image, "spam", target.interpreter(14, false));
    }
  }

  private Iterable<Kind> open(Image image, String platform) throws Exception {
    return link(image, platform).undecided().stream().map(Undecided::kind).toList();
  }

  @Test
  void knowsWhatEveryLinuxOfATagHas() throws Exception {
    Image image =
        new FakeImage()
            .linkedTo("libc.so.6", "libstdc++.so.6", "ld-linux-x86-64.so.2", "libz.so.1")
            .needs("PyModuleDef_Init", "strlen");
    assertThat(link(image, MANYLINUX)).isEqualTo(link(image, "manylinux_2_17_x86_64"));
    assertThat(open(image, MANYLINUX)).isEmpty();
    assertThat(link(image, MANYLINUX).missing()).isEmpty();

    assertThat(open(new FakeImage().linkedTo("libcudart.so.12"), MANYLINUX))
        .containsExactly(Kind.LIBRARY);
    assertThat(open(new FakeImage().linkedTo("libpython3.14.so.1.0"), MANYLINUX))
        .containsExactly(Kind.LIBPYTHON);
    assertThat(open(new FakeImage().linkedTo("libc.so"), "musllinux_1_2_x86_64")).isEmpty();
  }

  @Test
  void takesNothingFromThisMachine() throws Exception {
    Image image = new FakeImage().linkedTo("libbz2.so.1.0", "libcrypto.so.3").looksIn("/usr/lib");

    assertThat(open(image, MANYLINUX)).containsExactly(Kind.LIBRARY, Kind.LIBRARY);
  }

  @Test
  void knowsTheVersionsOfItsRuntimes() throws Exception {
    Image image =
        new FakeImage()
            .linkedTo("libc.so.6", "libstdc++.so.6")
            .asks("libc.so.6", "GLIBC_2.34", false)
            .asks("libstdc++.so.6", "GLIBCXX_3.4.29", false);

    assertThat(link(image, MANYLINUX).missingVersions())
        .extracting(MissingVersion::version)
        .containsExactly("GLIBC_2.34");
    assertThat(open(image, MANYLINUX)).containsExactly(Kind.RUNTIME);
    assertThat(link(image, "manylinux_2_34_x86_64").missingVersions()).isEmpty();
    assertThat(open(image, "manylinux_2_34_x86_64")).isEmpty();
  }

  @Test
  void tellsAMissingNameOnlyWhereNothingElseCanHaveIt() throws Exception {
    Image image = new FakeImage().linkedTo("libc.so.6").needs("no_such_function", "pow", "PyBad_X");
    assertThat(link(image, MANYLINUX).missing())
        .extracting(Missing::name)
        .containsExactly("no_such_function", "PyBad_X");
    assertThat(link(image, "musllinux_1_2_x86_64").missing())
        .extracting(Missing::name)
        .doesNotContain("no_such_function");

    Image other =
        new FakeImage().linkedTo("libc.so.6", "libother.so").needs("no_such_function", "PyBad_X");
    assertThat(link(other, MANYLINUX).missing()).isEmpty();
    assertThat(open(other, MANYLINUX)).containsExactly(Kind.LIBRARY);
  }

  @Test
  void knowsWhatWindowsAndItsPythonsBring() throws Exception {
    Files.createDirectories(folder.resolve("spam.libs"));
    Files.writeString(folder.resolve("spam.libs/zlib-1a2b.dll"), "not read");
    Image image =
        new FakeImage(ImageFormat.PE)
            .linkedTo("KERNEL32.dll", "api-ms-win-crt-heap-l1-1-0.dll", "VCRUNTIME140.dll")
            .linkedTo("python314.dll", "ZLIB-1a2b.dll")
            .needsFrom("python314.dll", "PyModuleDef_Init");
    assertThat(open(image, "win_amd64")).isEmpty();

    assertThat(open(new FakeImage(ImageFormat.PE).linkedTo("MSVCP140.dll"), "win_amd64"))
        .containsExactly(Kind.REDISTRIBUTABLE);
    assertThat(open(new FakeImage(ImageFormat.PE).linkedTo("cudart64_12.dll"), "win_amd64"))
        .containsExactly(Kind.LIBRARY);
    assertThat(
            open(
                new FakeImage(ImageFormat.PE)
                    .linkedTo("python314.dll")
                    .needsFrom("python314.dll", "PyFuture_Thing"),
                "win_amd64"))
        .containsExactly(Kind.NAME);
  }

  @Test
  void knowsWhatMacOsBrings() throws Exception {
    Files.createDirectories(folder.resolve(".dylibs"));
    Files.writeString(folder.resolve(".dylibs/libz.1.dylib"), "not read");
    Image image =
        new FakeImage(ImageFormat.MACHO)
            .on(Architecture.AARCH64)
            .linkedTo("/usr/lib/libSystem.B.dylib", "@loader_path/.dylibs/libz.1.dylib")
            .runsFrom(MinimumOs.Platform.MACOS, 12, 0);
    assertThat(open(image, "macosx_12_0_arm64")).isEmpty();
    assertThat(open(image, "macosx_11_0_arm64")).containsExactly(Kind.RUNTIME);

    assertThat(
            open(
                new FakeImage(ImageFormat.MACHO)
                    .linkedTo("/opt/homebrew/lib/libfoo.dylib")
                    .linkedTo("@rpath/Python3.framework/Versions/3.9/Python3"),
                "macosx_11_0_arm64"))
        .containsExactly(Kind.LIBRARY, Kind.LIBPYTHON);
  }
}
