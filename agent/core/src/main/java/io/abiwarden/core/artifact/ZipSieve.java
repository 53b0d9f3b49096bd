package io.abiwarden.core.artifact;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sorts the entries of a directory into those that can be read, those that are named but not read,
 * and those left out because of their names.
 */
final class ZipSieve {

  private final Quirks quirks;
  private final Map<String, ZipMember> files = new HashMap<>();
  private final Map<String, Quirk> refused = new HashMap<>();

  private ZipSieve(Quirks quirks) {
    this.quirks = quirks;
  }

  /**
   * The files of an archive.
   *
   * @param files by path; of a path that is there twice, the last, which is pip's
   * @param refused those of them that must not be read, and why
   * @param sorted the paths
   */
  record Sifted(Map<String, ZipMember> files, Map<String, Quirk> refused, List<String> sorted) {}

  /**
   * Looks at all entries.
   *
   * @param everywhere whether the wheel is for systems on which case does not tell names apart
   */
  static Sifted sift(
      List<ZipMember> members, ZipEnd end, long archive, boolean everywhere, Quirks quirks) {
    ZipSieve sieve = new ZipSieve(quirks);
    sieve.sortOutNames(members);
    sieve.placeData(members, end.directoryAt());
    sieve.limit(members, archive);
    List<String> sorted = new ArrayList<>(sieve.files.keySet());
    Collections.sort(sorted);
    sieve.findFolders(sorted);
    if (everywhere) {
      sieve.findSpellings(sorted);
    }
    return new Sifted(sieve.files, sieve.refused, Collections.unmodifiableList(sorted));
  }

  private void sortOutNames(List<ZipMember> members) {
    for (ZipMember member : members) {
      String name = member.name();
      if (leavesFolder(name)) {
        quirks.add(Quirk.LEAVES, name);
      } else if (member.isFolder()) {
        if (member.size() > 0) {
          quirks.add(Quirk.FULL_FOLDER, name);
        }
      } else {
        if (files.put(name, member) != null) {
          quirks.add(Quirk.TWICE, name);
        }
        if (member.special()) {
          quirks.add(Quirk.LINK, name);
        }
        if (member.encrypted()) {
          refuse(Quirk.ENCRYPTED, member);
        } else if (member.method() != ZipMember.STORED && member.method() != ZipMember.DEFLATED) {
          refused.put(name, Quirk.METHOD);
          quirks.add(Quirk.METHOD, name + " (" + member.methodName() + ")");
        }
      }
    }
  }

  /** Whether a path is none below the folder that a wheel is unpacked in, on any system. */
  static boolean leavesFolder(String name) {
    if (name.isEmpty()
        || name.startsWith("/")
        || name.indexOf('\\') >= 0
        || name.indexOf('\0') >= 0
        || (name.length() > 1 && name.charAt(1) == ':' && isLetter(name.charAt(0)))) {
      return true;
    }
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    for (String part : path.split("/", -1)) {
      if (part.equals("..") || part.equals(".") || part.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLetter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }

  private void placeData(List<ZipMember> members, long directoryAt) {
    List<ZipMember> inOrder = new ArrayList<>(members);
    inOrder.sort(Comparator.comparingLong(ZipMember::at));
    long end = 0;
    for (ZipMember member : inOrder) {
      long least = member.leastEnd();
      if (member.at() > directoryAt
          || member.compressed() < 0
          || member.size() < 0
          || least > directoryAt
          || least < 0) {
        refuse(Quirk.OUTSIDE, member);
        continue;
      }
      if (member.at() < end) {
        refuse(Quirk.OVERLAPS, member);
      }
      end = Math.max(end, least);
    }
  }

  private void limit(List<ZipMember> members, long archive) {
    long total = 0;
    for (ZipMember member : members) {
      if (!kept(member) || refused.containsKey(member.name())) {
        continue;
      }
      long size = member.size();
      boolean possible =
          member.method() == ZipMember.STORED
              ? size == member.compressed()
              : size / Limits.DEFLATE <= member.compressed();
      if (!possible) {
        refuse(Quirk.WRONG_SIZE, member);
      } else if (size > Limits.LARGE && size / Limits.RATIO > member.compressed()) {
        refuse(Quirk.BOMB, member);
      } else if (size > Limits.TOTAL - total
          || (total + size > Limits.LARGE && (total + size) / Limits.TOTAL_RATIO > archive)) {
        refuse(Quirk.TOTAL, member);
      } else {
        total += size;
      }
    }
  }

  /** Whether it is the entry that stands for its path. */
  private boolean kept(ZipMember member) {
    return member.equals(files.get(member.name()));
  }

  /** The first reason stands. */
  private void refuse(Quirk quirk, ZipMember member) {
    if (kept(member) && refused.putIfAbsent(member.name(), quirk) == null) {
      quirks.add(quirk, member.name());
    }
  }

  private void findFolders(List<String> sorted) {
    for (String file : sorted) {
      String folder = file + "/";
      int at = -Collections.binarySearch(sorted, folder) - 1;
      if (at < sorted.size() && sorted.get(at).startsWith(folder)) {
        quirks.add(Quirk.FILE_AND_FOLDER, file);
      }
    }
  }

  private void findSpellings(List<String> sorted) {
    Map<String, String> first = new HashMap<>();
    for (String file : sorted) {
      String folded =
          Normalizer.normalize(file, Normalizer.Form.NFC)
              .toUpperCase(Locale.ROOT)
              .toLowerCase(Locale.ROOT);
      String other = first.putIfAbsent(folded, file);
      if (other != null) {
        quirks.add(Quirk.SAME_ON_SOME_SYSTEMS, file);
      }
    }
  }
}
