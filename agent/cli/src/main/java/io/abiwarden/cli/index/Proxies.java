package io.abiwarden.cli.index;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Through which proxy an address is reached: the one pip is told of, else the one the environment
 * names, as most command-line tools read it.
 *
 * @param own pip's {@code proxy} option
 * @param environment {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY}, {@code NO_PROXY},
 *     in either case
 */
record Proxies(Optional<String> own, Map<String, String> environment) {

  /**
   * A proxy.
   *
   * @param address where it is
   * @param userInfo {@code user:password} for it, if any
   */
  record Chosen(Proxy address, Optional<String> userInfo) {}

  /** The proxy for an address; empty if it is reached directly. */
  Optional<Chosen> forAddress(URI address) throws IndexException {
    if (isLocal(address)) {
      return Optional.empty();
    }
    Optional<String> named = own;
    if (named.isEmpty()) {
      if (isExempt(address)) {
        return Optional.empty();
      }
      named = variable(address.getScheme() + "_proxy").or(() -> variable("all_proxy"));
    }
    return named.isEmpty() ? Optional.empty() : Optional.of(parse(named.get()));
  }

  private static Chosen parse(String text) throws IndexException {
    URI uri =
        Links.parse(text.contains("://") ? text : "http://" + text)
            .filter(proxy -> proxy.getHost() != null)
            .orElseThrow(() -> new IndexException("the proxy that is set is not an address"));
    boolean socks = String.valueOf(uri.getScheme()).startsWith("socks");
    int port = uri.getPort() > 0 ? uri.getPort() : socks ? 1080 : 80;
    return new Chosen(
        new Proxy(
            socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
            InetSocketAddress.createUnresolved(uri.getHost(), port)),
        Credentials.userInfo(uri));
  }

  private boolean isExempt(URI address) {
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    for (String entry : variable("no_proxy").orElse("").split("[,\\s]+")) {
      String exempt = entry.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
      String withoutPort = exempt.replaceFirst(":\\d+$", "");
      boolean port = exempt.equals(withoutPort) || exempt.endsWith(":" + address.getPort());
      if (exempt.equals("*")
          || (!exempt.isEmpty()
              && port
              && (host.equals(withoutPort) || host.endsWith("." + withoutPort)))) {
        return true;
      }
    }
    return false;
  }

  /** What is on this machine needs no proxy, and none would find it. */
  private static boolean isLocal(URI address) {
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }
}
