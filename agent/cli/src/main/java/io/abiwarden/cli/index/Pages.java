package io.abiwarden.cli.index;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What indexes and the places of {@code find-links} list. */
final class Pages {

  private final Http http;
  private final Path home;

  Pages(Http http, Path home) {
    this.http = http;
    this.home = home;
  }

  /** The files of a project on an index; empty if the index does not know it. */
  Optional<List<IndexFile>> project(URI index, String project) throws IndexException {
    String base = index.toString();
    URI page = URI.create(base + (base.endsWith("/") ? "" : "/") + project + "/");
    if ("file".equals(index.getScheme())) {
      Path html = path(page).resolve("index.html");
      return Files.isRegularFile(html) ? Optional.of(local(html, page)) : Optional.empty();
    }
    return http.get(page, Http.Accept.PAGE, IndexPage::read);
  }

  /** The files of one place of {@code find-links}: a folder, a page here, or a page elsewhere. */
  List<IndexFile> linked(String place) throws IndexException {
    String lower = place.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http:") || lower.startsWith("https:")) {
      URI page =
          Links.parse(place)
              .orElseThrow(() -> new IndexException("pip's find-links has no address: " + place));
      return http.get(page, Http.Accept.PAGE, IndexPage::read)
          .orElseThrow(
              () -> new IndexException(Links.shown(page) + " (pip's find-links) is not there"));
    }
    Path path = localPath(place);
    if (Files.isDirectory(path)) {
      return folder(path);
    }
    return Files.isRegularFile(path) ? local(path, path.toUri()) : List.of();
  }

  private Path localPath(String place) throws IndexException {
    try {
      if (place.startsWith("file:")) {
        return path(Links.parse(place).orElse(URI.create("")));
      }
      return place.startsWith("~/") ? home.resolve(place.substring(2)) : Path.of(place);
    } catch (InvalidPathException e) {
      throw new IndexException("pip's find-links has no path: " + place, e);
    }
  }

  private static Path path(URI address) throws IndexException {
    try {
      return Path.of(URI.create("file:///").resolve(String.valueOf(address.getRawPath())));
    } catch (IllegalArgumentException e) {
      throw new IndexException("not a path: " + address, e);
    }
  }

  private static List<IndexFile> folder(Path folder) throws IndexException {
    List<IndexFile> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      for (Path file : found) {
        if (Files.isRegularFile(file)) {
          files.add(
              new IndexFile(
                  String.valueOf(file.getFileName()),
                  file.toUri(),
                  Optional.empty(),
                  -1,
                  Optional.empty()));
        }
      }
    } catch (IOException e) {
      throw new IndexException("pip's find-links folder " + folder + " cannot be read", e);
    }
    return files;
  }

  private static List<IndexFile> local(Path html, URI address) throws IndexException {
    try (InputStream in = Files.newInputStream(html)) {
      return IndexPage.read(new Http.Response(address, "text/html", -1, in));
    } catch (IOException e) {
      throw new IndexException("the index's page " + html + " cannot be read", e);
    }
  }
}
