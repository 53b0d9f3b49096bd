package io.abiwarden.cli.index;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simple API as HTML (PEP 503): anchors with a link to a file, whose text is its name, and
 * {@code data-yanked} (PEP 592). Pages that merely list files are read the same way.
 */
final class HtmlPage {

  private static final Pattern TAG =
      Pattern.compile(
          "<!--.*?-->|<(a|base)\\s((?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern ATTRIBUTE =
      Pattern.compile("([\\w:-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?");

  private static final Pattern ENTITY = Pattern.compile("&(#[xX]?[0-9a-fA-F]{1,6}|[a-z]{2,4});");

  private HtmlPage() {}

  static void read(InputStream body, IndexPage page) throws IOException, IndexException {
    String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
    URI base = page.address();
    Matcher tags = TAG.matcher(text);
    while (tags.find()) {
      String name = tags.group(1);
      if (name == null) {
        continue;
      }
      Map<String, String> attributes = attributes(tags.group(2));
      String link = attributes.getOrDefault("href", "");
      if (link.isEmpty()) {
        continue;
      }
      if (name.equalsIgnoreCase("base")) {
        base = Links.resolve(page.address(), link).orElse(base);
      } else {
        page.add("", base, link, "", -1, Optional.ofNullable(attributes.get("data-yanked")));
      }
    }
  }

  private static Map<String, String> attributes(String text) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(text);
    while (matcher.find()) {
      String value = "";
      for (int group = 2; group <= 4; group++) {
        if (matcher.group(group) != null) {
          value = matcher.group(group);
        }
      }
      attributes.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), unescape(value));
    }
    return attributes;
  }

  private static String unescape(String text) {
    return ENTITY
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(character(found.group(1), found.group())));
  }

  private static String character(String entity, String asWritten) {
    if (entity.startsWith("#")) {
      boolean hexadecimal = entity.charAt(1) == 'x' || entity.charAt(1) == 'X';
      try {
        int code =
            hexadecimal
                ? Integer.parseInt(entity.substring(2), 16)
                : Integer.parseInt(entity.substring(1));
        return Character.isValidCodePoint(code) ? Character.toString(code) : asWritten;
      } catch (NumberFormatException e) {
        return asWritten;
      }
    }
    return switch (entity) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "apos" -> "'";
      default -> asWritten;
    };
  }
}
