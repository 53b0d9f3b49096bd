package io.abiwarden.cli.index;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files that a page of an index lists, in the order of the page.
 *
 * <p>From the "simple" API, as JSON (PEP 691, 700) or as HTML (PEP 503, 592).
 */
final class IndexPage {

  /** Larger than any project's page. */
  static final long LARGEST = 256L << 20;

  private static final int MOST_FILES = 500_000;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final URI address;
  private final List<IndexFile> files = new ArrayList<>();

  private IndexPage(URI address) {
    this.address = address;
  }

  /**
   * Reads a page.
   *
   * @throws IndexException if it is no page of an index
   */
  static List<IndexFile> read(Http.Response response) throws IOException, IndexException {
    IndexPage page = new IndexPage(response.address());
    InputStream body = new Bounded(response.body());
    if (response.contentType().contains("json")) {
      JsonPage.read(body, page);
    } else if (response.contentType().contains("html")) {
      HtmlPage.read(body, page);
    } else {
      throw new IndexException(
          Links.shown(response.address())
              + " is not a page of an index (it is of type "
              + response.contentType()
              + "); the index's address usually ends with /simple");
    }
    return page.files;
  }

  /** Where the page is, which links are relative to. */
  URI address() {
    return address;
  }

  /**
   * Takes a file, if its link is one.
   *
   * @param name the file name; empty to take it from the link
   * @param base what the link is relative to
   * @param sha256 as the page says it; empty to take it from the link's fragment
   */
  void add(String name, URI base, String link, String sha256, long size, Optional<String> yanked)
      throws IndexException {
    Optional<URI> resolved = Links.resolve(base, link);
    if (resolved.isEmpty() || resolved.get().getScheme() == null) {
      return;
    }
    if (files.size() >= MOST_FILES) {
      throw new IndexException(Links.shown(address) + " lists more than " + MOST_FILES + " files");
    }
    URI file = Links.withoutFragment(resolved.get());
    files.add(
        new IndexFile(
            name.isEmpty() ? Links.fileName(file) : name,
            file,
            hash(sha256).or(() -> hash(fragment(resolved.get()))),
            size,
            yanked));
  }

  private static String fragment(URI link) {
    String fragment = link.getRawFragment();
    if (fragment != null) {
      for (String part : fragment.split("&")) {
        if (part.startsWith("sha256=")) {
          return part.substring("sha256=".length());
        }
      }
    }
    return "";
  }

  private static Optional<String> hash(String text) {
    return Optional.of(text.toLowerCase(Locale.ROOT)).filter(t -> SHA256.matcher(t).matches());
  }

  /** Ends a page that does not end. */
  private static final class Bounded extends FilterInputStream {
    private long left = LARGEST;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      count(Math.max(count, 0));
      return count;
    }

    private void count(int read) throws IOException {
      left -= read;
      if (left < 0) {
        throw new IOException("the index's page is larger than " + LARGEST + " bytes");
      }
    }
  }
}
