package io.abiwarden.cli.index;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** The simple API as JSON (PEP 691; sizes: PEP 700), read as it comes. */
final class JsonPage {

  private final IndexPage page;
  private final JsonParser parser;

  private JsonPage(IndexPage page, JsonParser parser) {
    this.page = page;
    this.parser = parser;
  }

  static void read(InputStream body, IndexPage page) throws IOException, IndexException {
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), body)) {
      new JsonPage(page, parser).document();
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      throw new IndexException(
          Links.shown(page.address()) + " is not the JSON of an index: " + e.getOriginalMessage(),
          e);
    }
  }

  private void document() throws IndexException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IndexException(Links.shown(page.address()) + " is not the JSON of an index");
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("files") && value == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          file();
        }
      } else if (name.equals("meta") && value == JsonToken.START_OBJECT) {
        meta();
      } else {
        parser.skipChildren();
      }
    }
  }

  /** A newer major version of the API may mean something else by the same words. */
  private void meta() throws IndexException {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("api-version") && !parser.getString().startsWith("1.")) {
        throw new IndexException(
            Links.shown(page.address())
                + " speaks version "
                + parser.getString()
                + " of the simple API; abiwarden knows version 1");
      }
      parser.skipChildren();
    }
  }

  private void file() throws IndexException {
    String fileName = "";
    String url = "";
    String sha256 = "";
    long size = -1;
    Optional<String> yanked = Optional.empty();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      boolean text = value == JsonToken.VALUE_STRING;
      switch (name) {
        case "filename" -> fileName = text ? parser.getString() : fileName;
        case "url" -> url = text ? parser.getString() : url;
        case "size" ->
            size = value == JsonToken.VALUE_NUMBER_INT ? parser.getValueAsLong(-1) : size;
        case "yanked" ->
            yanked =
                text
                    ? Optional.of(parser.getString())
                    : value == JsonToken.VALUE_TRUE ? Optional.of("") : Optional.empty();
        case "hashes" -> {
          if (value == JsonToken.START_OBJECT) {
            sha256 = sha256();
          }
        }
        default -> {}
      }
      parser.skipChildren();
    }
    if (!url.isEmpty()) {
      page.add(fileName, page.address(), url, sha256, size, yanked);
    }
  }

  private String sha256() {
    String found = "";
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals("sha256")) {
        found = parser.getString();
      }
      parser.skipChildren();
    }
    return found;
  }
}
