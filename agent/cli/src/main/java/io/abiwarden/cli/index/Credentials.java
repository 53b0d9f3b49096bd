package io.abiwarden.cli.index;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whom to say we are: what stands in an address itself, then in an index's address on the same
 * host, then in netrc. They are never sent to another host than their own.
 *
 * @param indexes the configured indexes
 * @param environment may name the netrc file
 * @param home the user's home folder
 */
record Credentials(List<URI> indexes, Map<String, String> environment, Path home) {

  /** The value of an {@code Authorization} header, if there is anything to say. */
  Optional<String> headerFor(URI address) {
    return userInfo(address)
        .or(
            () ->
                indexes.stream()
                    .filter(index -> sameServer(index, address))
                    .flatMap(index -> userInfo(index).stream())
                    .findFirst())
        .or(() -> Netrc.find(String.valueOf(address.getHost()), environment, home))
        .map(Credentials::basic);
  }

  /** {@code user:password} of an address, decoded. */
  static Optional<String> userInfo(URI address) {
    String authority = address.getRawAuthority();
    int at = authority == null ? -1 : authority.lastIndexOf('@');
    return authority == null || at < 0
        ? Optional.empty()
        : Optional.of(Links.decode(authority.substring(0, at)));
  }

  private static boolean sameServer(URI one, URI other) {
    return String.valueOf(one.getScheme()).equals(other.getScheme())
        && host(one).equals(host(other))
        && one.getPort() == other.getPort();
  }

  private static String host(URI address) {
    return String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
  }

  /** Basic authentication (RFC 7617); without a password, as with tokens, the colon stays. */
  static String basic(String userInfo) {
    String pair = userInfo.contains(":") ? userInfo : userInfo + ":";
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
