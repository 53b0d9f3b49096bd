package io.abiwarden.core.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A wheel as a build tool would write it, but for what a test changes. */
final class HandMadeWheel {

  static final String FILE_NAME = "m-1-cp39-abi3-win_amd64.whl";
  static final String INFO = "m-1.dist-info";
  static final String WHEEL =
      """
      Wheel-Version: 1.0
      Generator: hand (1)
      Root-Is-Purelib: false
      Tag: cp39-abi3-win_amd64
      """;
  static final String METADATA =
      """
      Metadata-Version: 2.4
      Name: m
      Version: 1
      Requires-Python: >=3.9

      A description: with a colon.
      """;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  HandMadeWheel() {
    with("m.py", "x = 1\n");
    with("pkg/m.pyd", "MZ and so on");
    with(INFO + "/WHEEL", WHEEL);
    with(INFO + "/METADATA", METADATA);
  }

  HandMadeWheel with(String path, String content) {
    return with(path, content.getBytes(StandardCharsets.UTF_8));
  }

  HandMadeWheel with(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  HandMadeWheel without(String path) {
    files.remove(path);
    return this;
  }

  /** All of its RECORD, for all of its files. */
  String record(String algorithm, String hashlib) {
    StringBuilder record = new StringBuilder();
    files.forEach(
        (path, content) ->
            record
                .append(path)
                .append(',')
                .append(hashlib)
                .append('=')
                .append(
                    Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(hash(algorithm, content)))
                .append(',')
                .append(content.length)
                .append('\n'));
    return record.append(INFO).append("/RECORD,,\n").toString();
  }

  static byte[] hash(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With a right RECORD, changed at will. */
  Path write(Path file, UnaryOperator<String> change) throws IOException {
    String record = change.apply(record("SHA-256", "sha256"));
    HandMadeZip zip = new HandMadeZip();
    files.forEach(zip::file);
    return zip.file(INFO + "/RECORD", record).write(file);
  }

  /** With the files as they are: RECORD only if it was set. */
  Path writeAsIs(Path file) throws IOException {
    HandMadeZip zip = new HandMadeZip();
    files.forEach(zip::file);
    return zip.write(file);
  }
}
