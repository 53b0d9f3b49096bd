package io.abiwarden.core.artifact;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.wheel.WheelName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * The files of a wheel, read in place; nothing is written. Safe for several threads, which read at
 * the same time.
 *
 * <p>What is wrong with the archive does not stop it from being opened: entries that would leave
 * the folder are left out, those that are encrypted, damaged or bombs are listed and cannot be
 * read, and {@link #findings()} says so.
 */
public final class WheelTree implements FileTree {

  private final String fileName;
  private final MemberReader reader;
  private final ZipSieve.Sifted sifted;
  private final Quirks quirks;
  private final List<Finding> ofTheWhole;

  private WheelTree(
      String fileName,
      MemberReader reader,
      ZipSieve.Sifted sifted,
      Quirks quirks,
      List<Finding> ofTheWhole) {
    this.fileName = fileName;
    this.reader = reader;
    this.sifted = sifted;
    this.quirks = quirks;
    this.ofTheWhole = ofTheWhole;
  }

  /**
   * Opens a wheel; it costs one read of its end and one of its directory.
   *
   * @return its files; none if it is no zip file at all, which is then among the findings
   * @throws IOException if the file is not there or cannot be read
   */
  public static WheelTree open(Path wheel) throws IOException {
    String fileName = String.valueOf(wheel.getFileName());
    ZipSource source = ZipSource.open(wheel);
    try {
      Quirks quirks = new Quirks();
      ZipSieve.Sifted sifted = new ZipSieve.Sifted(Map.of(), Map.of(), List.of());
      List<Finding> ofTheWhole = new ArrayList<>();
      try {
        ZipEnd end = ZipEnd.find(source, quirks);
        List<ZipMember> members = ZipDirectory.read(source, end, quirks);
        sifted = ZipSieve.sift(members, end, source.size(), !onlyLinux(fileName), quirks);
      } catch (ZipException e) {
        ofTheWhole.add(
            new Finding(
                Rule.AW502,
                Level.ERROR,
                fileName + " is not a zip file that can be read: " + e.getMessage() + ".",
                "Build or download it again; it may be incomplete."));
      }
      return new WheelTree(fileName, new MemberReader(source, quirks), sifted, quirks, ofTheWhole);
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** Whether a wheel's name says that it is for Linux only, where case tells names apart. */
  private static boolean onlyLinux(String fileName) {
    return WheelName.parse(fileName)
        .filter(name -> name.tags().stream().allMatch(tag -> tag.platform().contains("linux")))
        .isPresent();
  }

  @Override
  public List<String> files() {
    return sifted.sorted();
  }

  @Override
  public boolean has(String path) {
    return sifted.files().containsKey(path);
  }

  @Override
  public ByteBuffer read(String path, long limit) throws IOException {
    ZipMember member = member(path);
    if (member.size() > limit) {
      throw new IOException(Shown.quote(path) + " unpacks to more than " + limit + " bytes");
    }
    try {
      return ByteBuffer.wrap(reader.whole(member));
    } catch (UnreadableEntryException e) {
      quirks.add(e.quirk(), path);
      throw e;
    }
  }

  @Override
  public void stream(String path, Sink sink) throws IOException {
    ZipMember member = member(path);
    try {
      reader.stream(member, sink);
    } catch (UnreadableEntryException e) {
      quirks.add(e.quirk(), path);
      throw e;
    }
  }

  private ZipMember member(String path) throws IOException {
    ZipMember member = sifted.files().get(path);
    if (member == null) {
      throw new IOException("no file " + Shown.quote(path));
    }
    Quirk refused = sifted.refused().get(path);
    if (refused != null) {
      throw new UnreadableEntryException(refused, member);
    }
    return member;
  }

  /**
   * What is wrong with the archive: AW502, AW503 and AW504, one finding for each kind. Damage to an
   * entry is known once that entry was read.
   */
  public List<Finding> findings() {
    List<Finding> all = new ArrayList<>(ofTheWhole);
    all.addAll(quirks.findings(fileName));
    return all;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
