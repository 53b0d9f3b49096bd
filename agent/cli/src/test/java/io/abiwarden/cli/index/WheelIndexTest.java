package io.abiwarden.cli.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an index may answer, each from a server of the test's own. */
class WheelIndexTest {

  private static final byte[] CONTENT = "this is a wheel".getBytes(StandardCharsets.UTF_8);
  private static final String LINUX = "demo_x-1.0-cp39-abi3-manylinux_2_28_x86_64.whl";
  private static final String WINDOWS = "demo_x-1.0-cp39-abi3-win_amd64.whl";

  @TempDir Path folder;
  private IndexServer server;
  private final List<String> notices = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = new IndexServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void jsonIsPreferredAndSizesAndHashesAreRead() throws Exception {
    server.json(
        "/simple/demo-x/",
        page(file(LINUX, "../../files/" + LINUX, sha256(CONTENT), "\"size\": 15,")) + "\n");
    server.answer("/files/" + LINUX, IndexServer.with(200, "application/zip", CONTENT));
    try (WheelIndex index = index()) {
      Release release = index.find(Requirement.parse("Demo.X==1.0.0"));
      assertThat(server.lastHeader("Accept").orElse("")).startsWith("application/vnd.pypi.simple");
      assertThat(release.wheels()).extracting(IndexFile::name).containsExactly(LINUX);
      assertThat(release.wheels().getFirst().size()).isEqualTo(15);
      Path file = index.fetch(release.wheels().getFirst());
      assertThat(file).hasBinaryContent(CONTENT).hasFileName(LINUX).startsWith(cache());
      int before = server.requests().size();
      assertThat(index.fetch(release.wheels().getFirst())).isEqualTo(file);
      assertThat(server.requests()).hasSize(before);
      Files.writeString(file, "somebody else's");
      assertThat(index.fetch(release.wheels().getFirst())).hasBinaryContent(CONTENT);
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void htmlIsReadAsWellWithItsBaseAndItsEntities() throws Exception {
    server.html(
        "/simple/demo-x/",
        """
        <!DOCTYPE html><html><head><base href="/elsewhere/"><title>Links</title></head><body>
        <!-- <a href="old/demo_x-1.0-py3-none-any.whl">no</a> -->
        <a href="%s?a=1&amp;b=2#sha256=%s"
           data-requires-python="&gt;=3.9">%s</a><br/>
        <A HREF='sub%%20folder/%s#md5=x' data-yanked="broken &quot;RECORD&quot;">text</A>
        <a>nothing</a><a href="demo_x-1.0.tar.gz">source</a>
        <a href="other-1.0-py3-none-any.whl">another project</a>
        </body></html>
        """
            .formatted(LINUX, sha256(CONTENT), LINUX, WINDOWS));
    server.answer("/elsewhere/" + LINUX, IndexServer.with(200, "application/zip", CONTENT));
    server.answer(
        "/elsewhere/sub%20folder/" + WINDOWS, IndexServer.with(200, "application/zip", CONTENT));
    Path unhashed;
    try (WheelIndex index = index()) {
      Release release = index.find(Requirement.parse("demo_x==1"));
      assertThat(release.wheels()).extracting(IndexFile::name).containsExactly(LINUX, WINDOWS);
      assertThat(release.wheels().getFirst().sha256()).contains(sha256(CONTENT));
      assertThat(release.wheels().getLast().yanked()).contains("broken \"RECORD\"");
      assertThat(notices).containsExactly("demo_x==1 was yanked in part: broken \"RECORD\"");
      assertThat(index.fetch(release.wheels().getFirst())).hasBinaryContent(CONTENT);
      unhashed = index.fetch(release.wheels().getLast());
      assertThat(unhashed).hasBinaryContent(CONTENT).hasFileName(WINDOWS);
    }
    assertThat(unhashed).doesNotExist();
  }

  @Test
  void yankedIsSaidAndTaken() throws Exception {
    server.json(
        "/simple/demo-x/",
        page(
            file(LINUX, LINUX, "", "\"yanked\": \"does not build\","),
            file(WINDOWS, WINDOWS, "", "\"yanked\": true,")));
    try (WheelIndex index = index()) {
      assertThat(index.find(Requirement.parse("demo-x==1.0")).wheels()).hasSize(2);
    }
    assertThat(notices).containsExactly("demo-x==1.0 was yanked: does not build");
  }

  @Test
  void platformsAreChosenByPattern() throws Exception {
    server.json(
        "/simple/demo-x/",
        page(
            file(LINUX, LINUX, "", ""),
            file(WINDOWS, WINDOWS, "", ""),
            file("demo_x-1.0-cp39-abi3-manylinux1_i686.manylinux_2_5_i686.whl", "x", "", "")));
    try (WheelIndex index = index()) {
      Release release = index.find(Requirement.parse("demo-x==1.0"));
      assertThat(release.forPlatforms(List.of()).wheels()).hasSize(3);
      assertThat(release.forPlatforms(List.of("win_amd64")).wheels())
          .extracting(IndexFile::name)
          .containsExactly(WINDOWS);
      assertThat(release.forPlatforms(List.of("manylinux*")).wheels()).hasSize(2);
      assertThat(release.forPlatforms(List.of("manylinux?_i686", "WIN-amd64")).wheels()).hasSize(2);
      assertThatThrownBy(() -> release.forPlatforms(List.of("macosx*")))
          .hasMessageContaining("no wheel for the platform macosx*")
          .hasMessageContaining("manylinux1_i686, manylinux_2_28_x86_64");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nosuch==1.0  | there is no project \"nosuch\" on localhost",
        "demo-x==1.5  | demo-x has no version 1.5; there are 0.8, 0.9, 1.0, 2.0",
        "demo-x==9    | demo-x has no version 9; there are 0.8, 0.9, 1.0, 2.0 and 1 more",
        "demo-x==2.0  | demo-x==2.0 has no wheels, only demo_x-2.0.tar.gz; make one with",
        "empty==1.0   | \"empty\" has no files on localhost",
      })
  void whatIsNotThereIsSaidInOneLine(String requirement, String said) throws Exception {
    server.json("/simple/empty/", page());
    server.json(
        "/simple/demo-x/",
        page(
            file("demo_x-0.8-py3-none-any.whl", "x", "", ""),
            file("demo_x-0.9-py3-none-any.whl", "x", "", ""),
            file("demo_x-1.0-py3-none-any.whl", "x", "", ""),
            file("demo_x-2.1rc1-py3-none-any.whl", "x", "", ""),
            file("demo_x-2.0.tar.gz", "x", "", "")));
    try (WheelIndex index = index()) {
      assertThatThrownBy(() -> index.find(Requirement.parse(requirement)))
          .isInstanceOf(IndexException.class)
          .hasMessageContaining(said)
          .message()
          .hasLineCount(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"401, user name and password", "403, refuses access", "418, HTTP status 418"})
  void whoIsNotLetInIsTold(int status, String said) throws Exception {
    server.answer("/simple/demo-x/", IndexServer.with(status, "text/plain", "no"));
    try (WheelIndex index = index()) {
      assertThatThrownBy(() -> index.find(Requirement.parse("demo-x==1")))
          .isInstanceOf(IndexException.class)
          .hasMessageContaining(said)
          .message()
          .hasLineCount(1);
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aUserInTheAddressIsSentToThatServerAndNoOther() throws Exception {
    server.json("/simple/demo-x/", page(file(LINUX, "/files/" + LINUX, sha256(CONTENT), "")));
    server.answer("/files/" + LINUX, IndexServer.with(200, "application/zip", CONTENT));
    URI plain = server.simple();
    URI withUser = URI.create(plain.toString().replace("//", "//us%40er:pass%20word@"));
    try (WheelIndex index = index(settings(withUser))) {
      Release release = index.find(Requirement.parse("demo-x==1"));
      assertThat(server.lastHeader("Authorization")).contains(Credentials.basic("us@er:pass word"));
      index.fetch(release.wheels().getFirst());
      assertThat(server.lastHeader("Authorization")).contains(Credentials.basic("us@er:pass word"));
      try (IndexServer other = new IndexServer()) {
        other.answer("/x.whl", IndexServer.with(200, "application/zip", CONTENT));
        server.answer("/files/moved", IndexServer.redirect(other.uri("/x.whl").toString()));
        IndexFile moved =
            new IndexFile(
                LINUX, server.uri("/files/moved"), Optional.empty(), -1, Optional.empty());
        assertThat(index.fetch(moved)).hasBinaryContent(CONTENT);
        assertThat(other.lastHeader("Authorization")).isEmpty();
      }
    }
  }

  @Test
  void aRedirectIsFollowedAndOneWithoutEndIsNot() throws Exception {
    server.answer("/simple/demo-x/", IndexServer.redirect("/simple/demo_x/"));
    server.json("/simple/demo_x/", page(file(LINUX, "../f/" + LINUX, "", "")));
    server.answer("/simple/loop/", IndexServer.redirect("/simple/loop/"));
    try (WheelIndex index = index()) {
      IndexFile wheel = index.find(Requirement.parse("demo-x==1")).wheels().getFirst();
      assertThat(wheel.address()).isEqualTo(server.uri("/simple/f/" + LINUX));
      assertThatThrownBy(() -> index.find(Requirement.parse("loop==1")))
          .hasMessageContaining("without end");
    }
  }

  @Test
  void whatFailsForTheMomentIsTriedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    IndexServer.Answer good =
        IndexServer.with(
            200, "application/vnd.pypi.simple.v1+json", page(file(LINUX, LINUX, "", "")));
    server.answer(
        "/simple/demo-x/",
        exchange -> {
          switch (asked.incrementAndGet()) {
            case 1 -> IndexServer.with(503, "text/plain", "busy").give(exchange);
            case 2 -> exchange.close();
            case 3 -> {
              exchange.getResponseHeaders().add("Content-Type", "text/html");
              exchange.sendResponseHeaders(200, 1000);
              exchange.getResponseBody().write(new byte[10]);
              exchange.close();
            }
            default -> good.give(exchange);
          }
        });
    server.answer("/simple/busy/", IndexServer.with(502, "text/plain", "busy"));
    try (WheelIndex index = index()) {
      assertThat(index.find(Requirement.parse("demo-x==1")).wheels()).hasSize(1);
      assertThat(notices).hasSizeGreaterThanOrEqualTo(2).allMatch(n -> n.contains("trying again"));
      assertThatThrownBy(() -> index.find(Requirement.parse("busy==1")))
          .hasMessageContaining("HTTP status 502")
          .hasMessageContaining("try again later");
    }
  }

  @Test
  void contentThatIsNotWhatTheIndexSaysIsNotKept() throws Exception {
    String wrong = "0".repeat(64);
    server.json(
        "/simple/demo-x/",
        page(
            file(LINUX, LINUX, wrong, ""),
            file(WINDOWS, WINDOWS, sha256(CONTENT), "\"size\": 3,"),
            file("demo_x-1.0-py3-none-any.whl", "gone", sha256(CONTENT), ""),
            file("../demo_x-1.0-py2-none-any.whl", "odd", sha256(CONTENT), "")));
    server.answer("/simple/demo-x/" + LINUX, IndexServer.with(200, "application/zip", CONTENT));
    server.answer("/simple/demo-x/" + WINDOWS, IndexServer.with(200, "application/zip", CONTENT));
    try (WheelIndex index = index()) {
      List<IndexFile> wheels = index.find(Requirement.parse("demo-x==1")).wheels();
      assertThat(wheels).hasSize(3);
      assertThatThrownBy(() -> index.fetch(wheels.get(0)))
          .hasMessageContaining(wrong)
          .hasMessageContaining(sha256(CONTENT));
      assertThatThrownBy(() -> index.fetch(wheels.get(1))).hasMessageContaining("larger than 3");
      assertThatThrownBy(() -> index.fetch(wheels.get(2))).hasMessageContaining("not there");
    }
    try (var left = Files.walk(folder)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void severalIndexesAndFoldersAreTakenTogether() throws Exception {
    server.json("/simple/demo-x/", page(file(LINUX, LINUX, sha256(CONTENT), "")));
    Path wheels = Files.createDirectories(folder.resolve("wheels"));
    Files.write(wheels.resolve(WINDOWS), CONTENT);
    Path local = Files.createDirectories(folder.resolve("local/demo-x"));
    Files.write(local.resolve("demo_x-1.0-py3-none-any.whl"), CONTENT);
    Files.writeString(
        local.resolve("index.html"),
        "<a href=demo_x-1.0-py3-none-any.whl#sha256=" + sha256(CONTENT) + ">x</a>");
    PipSettings settings =
        settings(
            List.of(
                URI.create("http://localhost:1/simple"),
                server.simple(),
                folder.resolve("local").toUri()),
            List.of(wheels.toString()));
    try (WheelIndex index = index(settings)) {
      List<IndexFile> found = index.find(Requirement.parse("demo-x==1")).wheels();
      assertThat(found)
          .extracting(IndexFile::name)
          .containsExactly(LINUX, WINDOWS, "demo_x-1.0-py3-none-any.whl");
      assertThat(index.fetch(found.get(1))).isEqualTo(wheels.resolve(WINDOWS));
      assertThat(index.fetch(found.get(2))).hasBinaryContent(CONTENT).startsWith(local);
    }
    assertThat(notices).hasSize(1).allMatch(n -> n.contains("the other indexes are used"));
  }

  @Test
  void compressedPagesAreUnpacked() throws Exception {
    var packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(page(file(LINUX, LINUX, "", "")).getBytes(StandardCharsets.UTF_8));
    }
    server.answer(
        "/simple/demo-x/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          IndexServer.with(200, "application/vnd.pypi.simple.v1+json", packed.toByteArray())
              .give(exchange);
        });
    try (WheelIndex index = index()) {
      assertThat(index.find(Requirement.parse("demo-x==1")).wheels()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/json | [] | not the JSON of an index",
        "application/json | {\"files\": [{\"url\": | not the JSON of an index",
        "application/json | {\"meta\": {\"api-version\": \"2.0\"}} | speaks version 2.0",
        "application/json | {\"files\": [{\"filename\": 3, \"url\": 7}], \"x\": [{}]} | no files",
        "text/plain       | hello | not a page of an index",
        "text/html        | <a href='%%%'>x</a><a href=\"http://[\">y</a><base href=':'> | no files",
      })
  void nonsenseIsSaidToBeThat(String type, String body, String said) throws Exception {
    server.answer("/simple/demo-x/", IndexServer.with(200, type, body));
    try (WheelIndex index = index()) {
      assertThatThrownBy(() -> index.find(Requirement.parse("demo-x==1")))
          .isInstanceOf(IndexException.class)
          .hasMessageContaining(said);
    }
  }

  @Test
  void nobodyThereIsSaid() throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0)) {
      unused = socket.getLocalPort();
    }
    for (String address :
        new String[] {"http://localhost:" + unused, "http://no-such-host.invalid/simple"}) {
      try (WheelIndex index = index(settings(URI.create(address)))) {
        assertThatThrownBy(() -> index.find(Requirement.parse("demo-x==1")))
            .isInstanceOf(IndexException.class)
            .hasMessageContaining("is this machine offline")
            .message()
            .hasLineCount(1);
      }
    }
  }

  @Test
  void theCacheKeepsNoMoreThanItMay() throws Exception {
    byte[][] contents = new byte[4][];
    List<String> files = new ArrayList<>();
    for (int i = 0; i < contents.length; i++) {
      contents[i] = ("content " + i).repeat(100).getBytes(StandardCharsets.UTF_8);
      String name = "demo_x-1.0-" + (i + 1) + "-py3-none-any.whl";
      files.add(file(name, name, sha256(contents[i]), ""));
      server.answer("/simple/demo-x/" + name, IndexServer.with(200, "x/y", contents[i]));
    }
    server.json("/simple/demo-x/", page(files.toArray(String[]::new)));
    WheelIndex index =
        WheelIndex.of(
            settings(server.simple()),
            folder,
            new Downloads.Place(Optional.of(cache()), 2000),
            notices::add);
    Path arriving = Files.createDirectories(cache().resolve("a")).resolve("receiving1.part");
    Path abandoned = arriving.resolveSibling("receiving2.part");
    Files.write(arriving, new byte[5000]);
    Files.write(abandoned, new byte[5000]);
    Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Path last = folder;
    for (IndexFile wheel : index.find(Requirement.parse("demo-x==1")).wheels()) {
      last = index.fetch(wheel);
    }
    try (var left = Files.walk(cache())) {
      assertThat(left.filter(Files::isRegularFile))
          .as("another process may be receiving")
          .hasSize(3)
          .contains(last, arriving);
    }
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private WheelIndex index() {
    return index(settings(server.simple()));
  }

  private WheelIndex index(PipSettings settings) {
    return WheelIndex.of(
        settings, folder, new Downloads.Place(Optional.of(cache()), Long.MAX_VALUE), notices::add);
  }

  private static PipSettings settings(URI index) {
    return settings(List.of(index), List.of());
  }

  private static PipSettings settings(List<URI> indexes, List<String> findLinks) {
    return new PipSettings(
        indexes,
        findLinks,
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Duration.ofSeconds(10),
        3,
        Map.of());
  }

  private static String page(String... files) {
    return """
    {"meta": {"api-version": "1.4", "x": {"y": [1, {}]}}, "name": "demo-x",
     "files": [%s], "versions": ["1.0"]}"""
        .formatted(String.join(",\n", files));
  }

  private static String file(String name, String url, String sha256, String more) {
    String hashes = sha256.isEmpty() ? "{}" : "{\"sha256\": \"" + sha256 + "\"}";
    return "{\"filename\": \"%s\", \"url\": \"%s\", \"core-metadata\": {\"sha256\": \"x\"}, %s \"hashes\": %s}"
        .formatted(name, url, more, hashes);
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
