package io.abiwarden.cli.index;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Addresses as pages and configurations spell them, which is not always as they should. */
final class Links {

  /** What may stand in an address as it is (RFC 3986), the percent sign included. */
  private static final String KEPT = "-._~:/?#@!$&'()*+,;=%";

  private Links() {}

  /** Reads an address; characters that may not be in one are escaped. Empty if it is none. */
  static Optional<URI> parse(String text) {
    try {
      return Optional.of(new URI(escape(text.strip())));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** An address relative to the page it stands on. */
  static Optional<URI> resolve(URI page, String link) {
    return parse(link).map(page::resolve);
  }

  /** Without the fragment. */
  static URI withoutFragment(URI address) {
    String text = address.toString();
    int hash = text.indexOf('#');
    return hash < 0 ? address : URI.create(text.substring(0, hash));
  }

  /** The last part of the path, decoded. */
  static String fileName(URI address) {
    String path = String.valueOf(address.getRawPath());
    return decode(path.substring(path.lastIndexOf('/') + 1));
  }

  /** Percent escapes as the characters they stand for; a plus sign is one. */
  static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** As it may be shown: without a user's name and password. */
  static String shown(URI address) {
    String authority = address.getRawAuthority();
    String text = address.toString();
    if (authority == null || !authority.contains("@")) {
      return text;
    }
    return text.replace(authority, authority.substring(authority.lastIndexOf('@') + 1));
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || KEPT.indexOf(c) >= 0);
      // Brackets are only an address's own around an IPv6 number, which no index page has in links.
      escaped.append(
          plain || c == '[' || c == ']' ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return escaped.toString();
  }
}
