package io.abiwarden.cli.index;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates are believed: the JDK's authorities, those of a bundle that pip is told of,
 * and those of the system. Safe for several threads.
 */
final class Tls {

  /** Where systems keep their own bundle; pip uses it too, since 24.2. */
  private static final List<String> SYSTEM =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/cert.pem");

  private static final Pattern CERTIFICATE =
      Pattern.compile(
          "-----BEGIN (?:TRUSTED )?CERTIFICATE-----([^-]+)-----END (?:TRUSTED )?CERTIFICATE-----");

  private static final long LARGEST_BUNDLE = 64L << 20;

  private final Set<String> trustedHosts;
  private final SSLSocketFactory checked;

  private Tls(Set<String> trustedHosts, SSLSocketFactory checked) {
    this.trustedHosts = trustedHosts;
    this.checked = checked;
  }

  /**
   * Reads the authorities.
   *
   * @throws IndexException if a bundle that is named cannot be read, or has no certificate
   */
  static Tls of(PipSettings settings) throws IndexException {
    List<Certificate> extra = new ArrayList<>();
    Optional<String> named = settings.cert();
    for (String variable : new String[] {"REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
      named =
          named.or(
              () ->
                  Optional.ofNullable(settings.environment().get(variable))
                      .filter(v -> !v.isBlank()));
    }
    if (named.isPresent()) {
      extra.addAll(bundle(named.get()));
    } else {
      for (String place : SYSTEM) {
        if (Files.isReadable(Path.of(place))) {
          extra.addAll(bundle(place));
          break;
        }
      }
    }
    try {
      return new Tls(settings.trustedHosts(), factory(believing(extra)));
    } catch (GeneralSecurityException | IOException e) {
      throw new IndexException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /** Makes a connection believe what it should. */
  void apply(HttpsURLConnection connection, URI address) throws IOException {
    if (!isTrusted(address)) {
      connection.setSSLSocketFactory(checked);
      return;
    }
    try {
      connection.setSSLSocketFactory(factory(new TrustManager[] {new Anybody()}));
      connection.setHostnameVerifier((host, session) -> true);
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up", e);
    }
  }

  private boolean isTrusted(URI address) {
    String host = String.valueOf(address.getHost());
    int port = address.getPort() < 0 ? 443 : address.getPort();
    return trustedHosts.contains(host) || trustedHosts.contains(host + ":" + port);
  }

  private static TrustManager[] believing(List<Certificate> extra)
      throws GeneralSecurityException, IOException {
    KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
    all.load(null, null);
    int number = 0;
    for (TrustManager own : managers(null)) {
      if (own instanceof X509TrustManager manager) {
        for (X509Certificate authority : manager.getAcceptedIssuers()) {
          all.setCertificateEntry("jdk" + number++, authority);
        }
      }
    }
    for (Certificate authority : extra) {
      all.setCertificateEntry("extra" + number++, authority);
    }
    return managers(all);
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static SSLSocketFactory factory(TrustManager[] managers) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers, null);
    return context.getSocketFactory();
  }

  /** The certificates of a PEM file, or of all files of a folder. */
  private static List<Certificate> bundle(String place) throws IndexException {
    String problem = "the certificate bundle " + place + " (pip's cert option, or PIP_CERT) ";
    List<Certificate> found = new ArrayList<>();
    try {
      Path path = Path.of(place);
      if (Files.isDirectory(path)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
          for (Path file : files) {
            found.addAll(Files.isRegularFile(file) ? read(file) : List.of());
          }
        }
      } else {
        found.addAll(read(path));
      }
    } catch (IOException | InvalidPathException | CertificateException e) {
      throw new IndexException(problem + "cannot be read", e);
    }
    if (found.isEmpty()) {
      throw new IndexException(problem + "has no certificate in PEM form");
    }
    return found;
  }

  /** A certificate that this JDK cannot read must not take the others with it. */
  static List<Certificate> read(Path file) throws IOException, CertificateException {
    if (Files.size(file) > LARGEST_BUNDLE) {
      throw new IOException("too large for a bundle of certificates");
    }
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> found = new ArrayList<>();
    Matcher blocks =
        CERTIFICATE.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    while (blocks.find()) {
      certificate(factory, blocks.group(1)).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Certificate> certificate(CertificateFactory factory, String base64) {
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(base64);
      return Optional.of(factory.generateCertificate(new ByteArrayInputStream(encoded)));
    } catch (CertificateException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** For hosts whose certificates the user does not want to be checked. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
