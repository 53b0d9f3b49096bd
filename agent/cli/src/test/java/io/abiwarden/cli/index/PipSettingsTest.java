package io.abiwarden.cli.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How pip is set up, read from where pip reads it. */
class PipSettingsTest {

  private static final PipItself PIP =
      new PipItself(Optional.empty(), Optional.of(URI.create("https://default.invalid/simple")));

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void withoutAnythingItIsPipsOwnIndex() throws IndexException {
    PipSettings settings = read(PIP);
    assertThat(settings.indexes()).containsExactly(URI.create("https://default.invalid/simple"));
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.retries()).isEqualTo(5);
  }

  @Test
  void withoutPipTheIndexHasToBeNamed() throws IndexException {
    PipItself none = new PipItself(Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> read(none))
        .isInstanceOf(IndexException.class)
        .hasMessageContaining("set PIP_INDEX_URL");
    environment.put("PIP_INDEX_URL", "http://here.invalid/simple/");
    assertThat(read(none).indexes()).containsExactly(URI.create("http://here.invalid/simple/"));
  }

  @Test
  void filesCountInPipsOrder() throws Exception {
    file("etc/pip.conf", "[global]\nindex-url = https://global.invalid\ntimeout: 20\nretries=1\n");
    file("home/.config/pip/pip.conf", "[global]\nindex_url=https://user.invalid\ntimeout=30\n");
    file("prefix/pip.conf", "[global]\n--index-url = https://site.invalid\n");
    PipItself pip = new PipItself(Optional.of(folder.resolve("prefix")), PIP.defaultIndex());
    assertThat(read(PIP).indexes()).containsExactly(URI.create("https://user.invalid"));
    PipSettings settings = read(pip);
    assertThat(settings.indexes()).containsExactly(URI.create("https://site.invalid"));
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.retries()).isEqualTo(1);

    Path own =
        file("own.ini", "[global]\nindex-url = https://own.invalid\n[download]\ntimeout=9\n");
    environment.put("PIP_CONFIG_FILE", own.toString());
    settings = read(pip);
    assertThat(settings.indexes()).containsExactly(URI.create("https://own.invalid"));
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(9));

    environment.put("PIP_INDEX_URL", "https://variable.invalid");
    environment.put("PIP_DEFAULT_TIMEOUT", "7");
    settings = read(pip);
    assertThat(settings.indexes()).containsExactly(URI.create("https://variable.invalid"));
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(7));

    environment.clear();
    environment.put("PIP_CONFIG_FILE", "/dev/null");
    assertThat(read(pip).indexes()).isEqualTo(PIP.defaultIndex().stream().toList());
  }

  @Test
  void listsMayHaveLines() throws Exception {
    file(
        "home/.config/pip/pip.conf",
        """
        # ours
        [global]
        extra-index-url =
            https://one.invalid/simple
            ; not this one
            https://two.invalid/simple
        find-links = wheels  https://three.invalid/links.html
        trusted-host = a.invalid b.invalid:8443
        cert = /etc/ours.pem
        proxy = proxy.invalid:3128
        """);
    PipSettings settings = read(PIP);
    assertThat(settings.indexes())
        .extracting(URI::getHost)
        .containsExactly("default.invalid", "one.invalid", "two.invalid");
    assertThat(settings.findLinks()).containsExactly("wheels", "https://three.invalid/links.html");
    assertThat(settings.trustedHosts()).containsExactlyInAnyOrder("a.invalid", "b.invalid:8443");
    assertThat(settings.cert()).contains("/etc/ours.pem");
    assertThat(settings.proxy()).contains("proxy.invalid:3128");
    environment.put("PIP_NO_INDEX", "1");
    assertThat(read(PIP).indexes()).isEmpty();
  }

  @Test
  void whatIsNoAddressIsSaidWithoutAPassword() {
    environment.put("PIP_INDEX_URL", "ftp://me:secret@x.invalid/simple");
    assertThatThrownBy(() -> read(PIP))
        .isInstanceOf(IndexException.class)
        .hasMessageContaining("index-url")
        .hasMessageContaining("x.invalid")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void otherSystemsHaveOtherPlaces() throws IOException {
    file("app/pip/pip.ini", "");
    file("home/pip/pip.ini", "");
    environment.put("APPDATA", folder.resolve("app").toString());
    assertThat(files("Windows 11").inOrder(Optional.empty()))
        .containsExactly(folder.resolve("home/pip/pip.ini"), folder.resolve("app/pip/pip.ini"));
    Path mac = file("home/Library/Application Support/pip/pip.conf", "");
    assertThat(files("Mac OS X").inOrder(Optional.empty())).containsExactly(mac);
    Path xdg = file("xdg/pip/pip.conf", "");
    environment.put("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
    assertThat(files("Linux").inOrder(Optional.empty())).containsExactly(xdg);
  }

  @Test
  void netrcHasNamesByHost() {
    String text =
        """
        machine other.invalid login x password y
        # machine index.invalid login commented password out
        machine index.invalid
          login me
          password s3cret
        macdef init
          machine index.invalid login macro password no

        default login anonymous password guest
        """;
    assertThat(Netrc.find("index.invalid", text)).contains("me:s3cret");
    assertThat(Netrc.find("third.invalid", text)).contains("anonymous:guest");
    assertThat(Netrc.find("x", "machine x login")).contains(":");
    assertThat(Netrc.find("x", "machine")).isEmpty();
  }

  @Test
  void proxiesAreThoseOfTheEnvironment() throws IndexException {
    environment.put("HTTPS_PROXY", "http://me:pw@proxy.invalid:3128");
    environment.put("no_proxy", "internal.invalid, .sub.invalid,host.invalid:8080");
    assertThat(proxy("https://index.invalid/simple").orElseThrow().address().toString())
        .contains("proxy.invalid")
        .contains("3128");
    assertThat(proxy("https://index.invalid/").orElseThrow().userInfo()).contains("me:pw");
    assertThat(proxy("http://index.invalid/")).isEmpty();
    for (String direct :
        new String[] {
          "https://internal.invalid/",
          "https://a.internal.invalid/",
          "https://x.sub.invalid/",
          "https://host.invalid:8080/",
          "https://localhost/",
          "https://127.0.0.1:1/"
        }) {
      assertThat(proxy(direct)).as(direct).isEmpty();
    }
    assertThat(proxy("https://notinternal.invalid/")).isPresent();
    assertThat(proxy("https://host.invalid/")).isPresent();
  }

  @Test
  void credentialsAreForTheirOwnServerOnly() throws IOException {
    environment.put("NETRC", file("netrc", "machine n.invalid login u password p").toString());
    Credentials credentials =
        new Credentials(
            List.of(URI.create("https://us%40er:p%3Aw@index.invalid/simple")), environment, folder);
    assertThat(credentials.headerFor(URI.create("https://index.invalid/files/x.whl")))
        .contains(Credentials.basic("us@er:p:w"));
    assertThat(credentials.headerFor(URI.create("https://n.invalid/")))
        .contains(Credentials.basic("u:p"));
    assertThat(credentials.headerFor(URI.create("http://index.invalid/files/x.whl"))).isEmpty();
    assertThat(credentials.headerFor(URI.create("https://index.invalid:444/"))).isEmpty();
    assertThat(credentials.headerFor(URI.create("https://other.invalid/"))).isEmpty();
  }

  @Test
  void thePipOfThisMachineSaysItsOwnIndex() {
    PipItself pip = PipItself.ask(System.getenv());
    org.junit.jupiter.api.Assumptions.assumeTrue(
        pip.defaultIndex().isPresent(), "needs a Python with pip on the path");
    assertThat(pip.defaultIndex().orElseThrow().getScheme()).isEqualTo("https");
    assertThat(PipItself.ask(Map.of("PATH", folder.toString())).prefix()).isEmpty();
  }

  private Optional<Proxies.Chosen> proxy(String address) throws IndexException {
    return new Proxies(Optional.empty(), environment).forAddress(URI.create(address));
  }

  private PipSettings read(PipItself pip) throws IndexException {
    return PipSettings.read(files("Linux"), pip);
  }

  private PipFiles files(String system) {
    return new PipFiles(environment, system, folder.resolve("home"), folder);
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
