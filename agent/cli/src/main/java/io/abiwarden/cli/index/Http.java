package io.abiwarden.cli.index;

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** Gets what is at an address, as pip would. Safe for several threads. */
final class Http {

  private static final int MOST_REDIRECTS = 10;
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 8000;

  static {
    // The JDK has basic authentication at a proxy turned off for https, which is what proxies that
    // ask for it are mostly used for. It has to be said before the first connection.
    if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
      System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    }
  }

  private final PipSettings settings;
  private final Credentials credentials;
  private final Proxies proxies;
  private final Consumer<String> notices;
  private @Nullable Tls tls;

  /**
   * Ready to get things.
   *
   * @param notices hears a line when something is tried again
   */
  Http(PipSettings settings, Credentials credentials, Consumer<String> notices) {
    this.settings = settings;
    this.credentials = credentials;
    this.proxies = new Proxies(settings.proxy(), settings.environment());
    this.notices = notices;
  }

  /**
   * What a server answered.
   *
   * @param address where it is in the end, after redirects
   * @param contentType in lower case, with its parameters
   * @param length of the body as it is sent, or -1
   * @param body to be read by whoever gets this, and closed by whoever gave it
   */
  record Response(URI address, String contentType, long length, InputStream body) {}

  /** Reads a response. What it throws is taken for the connection's fault, and tried again. */
  interface Reading<T> {
    T read(Response response) throws IOException, IndexException;
  }

  /** A status that may be better a moment later. */
  private static final class Busy extends IOException {
    private static final long serialVersionUID = 1L;

    Busy(int status) {
      super("HTTP status " + status);
    }
  }

  /**
   * Gets and reads.
   *
   * @param accept what is wanted, as an {@code Accept} header; pages may come compressed, which is
   *     undone here
   * @return what was read; empty if there is nothing at that address
   * @throws IndexException if it cannot be had; the message says why
   */
  <T> Optional<T> get(URI address, Accept accept, Reading<T> reading) throws IndexException {
    long pause = FIRST_PAUSE_MILLIS;
    for (int tries = 1; ; tries++) {
      try {
        return once(address, accept, reading);
      } catch (IOException e) {
        if (!Failures.mayPass(e) || tries > settings.retries()) {
          throw Failures.explain(address, e, settings);
        }
        notices.accept(
            "%s: %s; trying again (%d of %d)"
                .formatted(Failures.server(address), Failures.what(e), tries, settings.retries()));
        sleep(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  /** What kind of thing is asked for. */
  enum Accept {
    PAGE(
        "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.1,"
            + " text/html;q=0.01"),
    FILE("*/*");

    private final String header;

    Accept(String header) {
      this.header = header;
    }
  }

  private <T> Optional<T> once(URI from, Accept accept, Reading<T> reading)
      throws IOException, IndexException {
    URI address = Links.withoutFragment(from);
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpURLConnection connection = open(address, accept);
      try {
        int status = connection.getResponseCode();
        if (status >= 300 && status < 400) {
          address = redirected(address, connection.getHeaderField("Location"));
          continue;
        }
        if (status == 404 || status == 410) {
          return Optional.empty();
        }
        check(address, status);
        try (InputStream body = body(connection)) {
          String type = String.valueOf(connection.getContentType()).toLowerCase(Locale.ROOT);
          return Optional.of(
              reading.read(new Response(address, type, connection.getContentLengthLong(), body)));
        }
      } finally {
        connection.disconnect();
      }
    }
    throw new IndexException(
        Failures.server(from) + " sends from one address to the next without end");
  }

  private static void check(URI address, int status) throws Busy, IndexException {
    if (status == 200) {
      return;
    }
    String server = Failures.server(address);
    switch (status) {
      case 401, 403 ->
          throw new IndexException(
              server
                  + (status == 401 ? " asks who is there (HTTP 401)" : " refuses access (HTTP 403)")
                  + "; put a user name and password into the index's address (PIP_INDEX_URL) or"
                  + " into a netrc file, or correct those that are there");
      case 407 ->
          throw new IndexException(
              "the proxy asks who is there (HTTP 407); put a user name and password into its address (HTTPS_PROXY)");
      default -> {
        if (status >= 500 || status == 429 || status == 408) {
          throw new Busy(status);
        }
        throw new IndexException(server + " answers with HTTP status " + status);
      }
    }
  }

  private static URI redirected(URI from, @Nullable String location) throws IndexException {
    URI to =
        Optional.ofNullable(location)
            .flatMap(link -> Links.resolve(from, link))
            .filter(link -> link.getScheme() != null && link.getHost() != null)
            .map(Links::withoutFragment)
            .orElseThrow(
                () -> new IndexException(Failures.server(from) + " redirects to no address"));
    boolean safer = to.getScheme().equals("https");
    if (!safer && !(to.getScheme().equals("http") && from.getScheme().equals("http"))) {
      throw new IndexException(
          Failures.server(from)
              + " redirects from https to "
              + to.getScheme()
              + ", which is not followed");
    }
    return to;
  }

  private HttpURLConnection open(URI address, Accept accept) throws IOException, IndexException {
    Optional<Proxies.Chosen> proxy = proxies.forAddress(address);
    URLConnection opened =
        withoutUserInfo(address)
            .toURL()
            .openConnection(proxy.map(Proxies.Chosen::address).orElse(Proxy.NO_PROXY));
    if (!(opened instanceof HttpURLConnection connection)) {
      throw new IndexException(Links.shown(address) + " is not an address of a web server");
    }
    if (connection instanceof HttpsURLConnection secure) {
      tls().apply(secure, address);
    }
    proxy
        .flatMap(Proxies.Chosen::userInfo)
        .ifPresent(user -> connection.setAuthenticator(new AtProxy(user)));
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) settings.timeout().toMillis());
    connection.setReadTimeout((int) settings.timeout().toMillis());
    connection.setRequestProperty("User-Agent", "abiwarden");
    connection.setRequestProperty("Accept", accept.header);
    connection.setRequestProperty("Accept-Encoding", accept == Accept.PAGE ? "gzip" : "identity");
    credentials
        .headerFor(address)
        .ifPresent(header -> connection.setRequestProperty("Authorization", header));
    return connection;
  }

  private static InputStream body(HttpURLConnection connection) throws IOException {
    InputStream body = connection.getInputStream();
    return "gzip".equalsIgnoreCase(connection.getContentEncoding())
        ? new GZIPInputStream(body)
        : body;
  }

  private static URI withoutUserInfo(URI address) {
    return URI.create(Links.shown(address));
  }

  /** Reading the authorities takes a while, and is for https only. */
  private synchronized Tls tls() throws IndexException {
    Tls known = tls;
    if (known == null) {
      known = Tls.of(settings);
      tls = known;
    }
    return known;
  }

  private static void sleep(long millis) throws IndexException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IndexException("interrupted", e);
    }
  }

  /** Says to a proxy, and to nobody else, who we are. */
  private static final class AtProxy extends Authenticator {
    private final String userInfo;

    AtProxy(String userInfo) {
      this.userInfo = userInfo;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      if (getRequestorType() != RequestorType.PROXY) {
        return null;
      }
      int colon = userInfo.indexOf(':');
      return colon < 0
          ? new PasswordAuthentication(userInfo, new char[0])
          : new PasswordAuthentication(
              userInfo.substring(0, colon), userInfo.substring(colon + 1).toCharArray());
    }
  }
}
