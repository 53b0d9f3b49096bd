package io.abiwarden.worker.python;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.platform.CLibrary;
import io.abiwarden.core.python.PythonVersion;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A {@link PythonImage} as bytes. Names are sorted, which makes them compress well. */
final class PythonImageCodec {

  /** Far more names than any interpreter exports. */
  private static final int MOST = 1 << 20;

  private PythonImageCodec() {}

  static void encode(PythonImage image, DataOutput out) throws IOException {
    out.writeUTF(image.format().name());
    out.writeUTF(image.architecture().name());
    out.writeUTF(image.cLibrary().name());
    texts(image.libraries(), out);
    out.writeInt(image.version().map(PythonVersion::hex).orElse(0));
    texts(image.suffixes(), out);
    texts(new TreeSet<>(image.exports()), out);
  }

  /** Throws as its input does, or {@link IllegalArgumentException} for what never was written. */
  static PythonImage decode(DataInput in) throws IOException {
    ImageFormat format = ImageFormat.valueOf(in.readUTF());
    Architecture architecture = Architecture.valueOf(in.readUTF());
    CLibrary cLibrary = CLibrary.valueOf(in.readUTF());
    List<String> libraries = List.copyOf(texts(in));
    int hex = in.readInt();
    List<String> suffixes = List.copyOf(texts(in));
    Set<String> exports = new HashSet<>(texts(in));
    return new PythonImage(
        format,
        architecture,
        cLibrary,
        libraries,
        hex == 0 ? Optional.empty() : Optional.of(new PythonVersion(hex)),
        suffixes,
        exports);
  }

  private static void texts(Collection<String> all, DataOutput out) throws IOException {
    out.writeInt(all.size());
    for (String text : all) {
      out.writeUTF(text);
    }
  }

  private static List<String> texts(DataInput in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST) {
      throw new IllegalArgumentException("so many texts: " + count);
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(in.readUTF());
    }
    return all;
  }
}
