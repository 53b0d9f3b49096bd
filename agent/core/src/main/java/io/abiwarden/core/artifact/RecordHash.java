package io.abiwarden.core.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A hash as RECORD files have them: {@code sha256=} and unpadded urlsafe Base64 (PEP 427).
 *
 * @param algorithm by hashlib's name, in small letters
 * @param value the hash as it was written
 */
record RecordHash(String algorithm, String value) {

  private static final Map<String, String> KNOWN =
      Map.of(
          "md5", "MD5",
          "sha1", "SHA-1",
          "sha224", "SHA-224",
          "sha256", "SHA-256",
          "sha384", "SHA-384",
          "sha512", "SHA-512",
          "sha3_256", "SHA3-256",
          "sha3_384", "SHA3-384",
          "sha3_512", "SHA3-512");

  /** How a hash compares with content. */
  enum Match {
    SAME,
    /** The right hash in another spelling: hexadecimal, padded, or the other alphabet. */
    OTHER_SPELLING,
    DIFFERENT
  }

  static RecordHash of(String field) {
    int equals = field.indexOf('=');
    return equals < 0
        ? new RecordHash("", field)
        : new RecordHash(
            field.substring(0, equals).toLowerCase(Locale.ROOT), field.substring(equals + 1));
  }

  /** Whether PEP 427 forbids it: it can be forged. */
  boolean weak() {
    return algorithm.equals("md5") || algorithm.equals("sha1");
  }

  /** What computes it; empty for an algorithm that this Java has not. */
  Optional<MessageDigest> digest() {
    String name = KNOWN.get(algorithm);
    try {
      return name == null ? Optional.empty() : Optional.of(MessageDigest.getInstance(name));
    } catch (NoSuchAlgorithmException e) {
      return Optional.empty();
    }
  }

  Match compare(byte[] computed) {
    String right = Base64.getUrlEncoder().withoutPadding().encodeToString(computed);
    if (value.equals(right)) {
      return Match.SAME;
    }
    int end = value.length();
    while (end > 0 && value.charAt(end - 1) == '=') {
      end--;
    }
    String respelt = value.substring(0, end).replace('+', '-').replace('/', '_');
    return respelt.equals(right) || value.equalsIgnoreCase(HexFormat.of().formatHex(computed))
        ? Match.OTHER_SPELLING
        : Match.DIFFERENT;
  }
}
