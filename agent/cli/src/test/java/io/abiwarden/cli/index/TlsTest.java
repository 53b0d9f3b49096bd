package io.abiwarden.cli.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are believed, and those that are not. */
class TlsTest {

  private static final char[] PASSWORD = "password".toCharArray();
  private static final String PAGE =
      "{\"files\": [{\"filename\": \"d-1-py3-none-any.whl\", \"url\": \"x\"}]}";

  @TempDir Path folder;

  @Test
  void anAuthorityOfTheUsersOwnIsBelievedWhenItIsNamed() throws Exception {
    KeyStore keys = keys("localhost");
    Path bundle = folder.resolve("ours.pem");
    Files.writeString(
        bundle,
        "# ours\n-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n"
            + "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getCertificate("key").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    try (IndexServer server = IndexServer.withTls(context(keys))) {
      server.json("/simple/d/", PAGE);
      assertThatThrownBy(() -> find(server, Optional.empty(), Set.of(), Map.of()))
          .isInstanceOf(IndexException.class)
          .hasMessageContaining("PIP_CERT=FILE.pem")
          .message()
          .hasLineCount(1);
      assertThat(find(server, Optional.of(bundle.toString()), Set.of(), Map.of())).hasSize(1);
      assertThat(
              find(
                  server,
                  Optional.empty(),
                  Set.of(),
                  Map.of("SSL_CERT_FILE", bundle.toString(), "REQUESTS_CA_BUNDLE", " ")))
          .hasSize(1);
      assertThat(find(server, Optional.empty(), Set.of("localhost"), Map.of())).hasSize(1);
      assertThatThrownBy(() -> find(server, Optional.of(folder + "/none.pem"), Set.of(), Map.of()))
          .hasMessageContaining("none.pem")
          .hasMessageContaining("cannot be read");
    }
  }

  @Test
  void aNameThatIsNotTheServersIsNotBelieved() throws Exception {
    KeyStore keys = keys("other.invalid");
    Path bundle = folder.resolve("ours.pem");
    Files.writeString(
        bundle,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getCertificate("key").getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    try (IndexServer server = IndexServer.withTls(context(keys))) {
      server.json("/simple/d/", PAGE);
      assertThatThrownBy(() -> find(server, Optional.of(bundle.toString()), Set.of(), Map.of()))
          .isInstanceOf(IndexException.class)
          .hasMessageContaining("not trusted");
      String port = ":" + server.simple().getPort();
      assertThat(find(server, Optional.empty(), Set.of("localhost" + port), Map.of())).hasSize(1);
    }
  }

  @Test
  void httpsIsNotLeft() throws Exception {
    KeyStore keys = keys("localhost");
    try (IndexServer server = IndexServer.withTls(context(keys));
        IndexServer plain = new IndexServer()) {
      server.answer("/simple/d/", IndexServer.redirect(plain.uri("/simple/d/").toString()));
      plain.json("/simple/d/", PAGE);
      assertThatThrownBy(() -> find(server, Optional.empty(), Set.of("localhost"), Map.of()))
          .hasMessageContaining("from https to http");
    }
  }

  private List<IndexFile> find(
      IndexServer server,
      Optional<String> cert,
      Set<String> trusted,
      Map<String, String> environment)
      throws Exception {
    PipSettings settings =
        new PipSettings(
            List.of(server.simple()),
            List.of(),
            cert,
            trusted,
            Optional.empty(),
            Duration.ofSeconds(20),
            0,
            environment);
    try (WheelIndex index =
        WheelIndex.of(settings, folder, new Downloads.Place(Optional.empty(), 0), line -> {})) {
      return index.find(Requirement.parse("d==1")).wheels();
    }
  }

  /** A certificate that signs itself, as the JDK's own tool makes it. */
  private KeyStore keys(String host) throws Exception {
    Path store = folder.resolve(host + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(120, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
