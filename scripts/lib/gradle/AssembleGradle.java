import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes a Gradle distribution of the jar in which Maven Central has Gradle, {@code
 * dev.gradleplugins:gradle-api}: all of its classes, for those who compile plugins. Libraries are in
 * it under names of their own, so that tests would run on a JUnit that is not the project's; they get
 * their names back. And Gradle looks for its modules and libraries as files of a folder {@code lib};
 * it gets files that refer to the one jar.
 *
 * <p>{@code AssembleGradle FOLDER VERSION API-JAR LIBRARY...}
 */
class AssembleGradle {

  private static final String MOVED_PATH = "org/gradle/internal/impldep/";
  private static final String MOVED_NAME = "org.gradle.internal.impldep.";
  private static final String CLASS_PATH_FILE = "-classpath.properties";

  /** Signatures of what was changed, and services that a JVM looks for at its start. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "META-INF/([^/]*\\.(SF|DSA|RSA)|MANIFEST\\.MF|INDEX\\.LIST|groovy/.*|services/javax?\\..*)");

  /** Classes that name modules which nothing else in the jar names. */
  private static final Pattern NAMES_MODULES =
      Pattern.compile(
          "org/gradle/(.*Class[Pp]ath|launcher/daemon/client/|process/internal/worker/|workers/internal/).*");

  private static final Pattern MODULE = Pattern.compile("gradle-[a-z-]+[a-z]");

  private final Path lib;
  private final Set<String> modules = new TreeSet<>(List.of("gradle-gradle-cli"));
  private final Set<String> libraries = new TreeSet<>();

  private AssembleGradle(Path lib) {
    this.lib = lib;
  }

  public static void main(String[] args) throws IOException {
    Path lib = Path.of(args[0], "lib");
    // Gradle takes a folder for its own where there are plugins in it.
    Files.createDirectories(lib.resolve("plugins"));
    List<Path> jars = Arrays.stream(args).skip(3).map(Path::of).toList();
    new AssembleGradle(lib).assemble(args[1], Path.of(args[2]), jars);
  }

  private void assemble(String version, Path api, List<Path> jars) throws IOException {
    StringBuilder all = new StringBuilder("everything.jar");
    rewrite(api, lib.resolve("everything.jar"));
    for (Path jar : jars) {
      String name = jar.getFileName().toString();
      Files.copy(jar, lib.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      all.append(' ').append(name);
    }
    for (String module : modules) {
      refer(module + "-" + version + ".jar", all.toString(), List.of(module + CLASS_PATH_FILE));
    }
    for (String library : libraries) {
      // Groovy's are there, of another version.
      if (!library.startsWith("groovy") && !Files.exists(lib.resolve(library))) {
        refer(library, all.toString(), List.of());
      }
    }
  }

  private void rewrite(Path from, Path to) throws IOException {
    Set<String> written = new HashSet<>();
    try (ZipFile in = new ZipFile(from.toFile());
        ZipOutputStream out =
            new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
      out.setLevel(1);
      for (ZipEntry entry : in.stream().filter(e -> !e.isDirectory()).toList()) {
        String name = unmoved(entry.getName());
        if (!LEFT_OUT.matcher(name).matches() && written.add(name)) {
          byte[] content = in.getInputStream(entry).readAllBytes();
          out.putNextEntry(new ZipEntry(name));
          out.write(rewritten(name, content));
        }
      }
    }
  }

  private byte[] rewritten(String name, byte[] content) throws IOException {
    if (name.endsWith(".class")) {
      return classFile(content, NAMES_MODULES.matcher(name).matches());
    }
    if (name.startsWith("META-INF/services/")) {
      return unmoved(new String(content, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }
    if (name.endsWith(CLASS_PATH_FILE)) {
      Properties needs = new Properties();
      needs.load(new ByteArrayInputStream(content));
      modules.add(name.substring(0, name.length() - CLASS_PATH_FILE.length()));
      add(needs.getProperty("projects", ""), modules);
      add(needs.getProperty("runtime", ""), libraries);
      return new byte[0];
    }
    return content;
  }

  private static void add(String list, Collection<String> to) {
    Arrays.stream(list.split(",")).filter(name -> !name.isBlank()).forEach(to::add);
  }

  private static String unmoved(String text) {
    return text.replace(MOVED_PATH, "").replace(MOVED_NAME, "");
  }

  /** A class's names are all in its constant pool (JVMS 4.4), and nothing there has an offset. */
  private byte[] classFile(byte[] content, boolean namesModules) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(in.readLong());
    int constants = in.readUnsignedShort();
    out.writeShort(constants);
    for (int i = 1; i < constants; i++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      switch (tag) {
        case 1 -> {
          String text = unmoved(in.readUTF());
          out.writeUTF(text);
          if (namesModules && MODULE.matcher(text).matches()) {
            modules.add(text);
          }
        }
        // A long or a double counts as two.
        case 5, 6 -> {
          out.writeLong(in.readLong());
          i++;
        }
        case 7, 8, 16, 19, 20 -> out.writeShort(in.readShort());
        case 15 -> {
          out.writeByte(in.readByte());
          out.writeShort(in.readShort());
        }
        default -> out.writeInt(in.readInt());
      }
    }
    in.transferTo(out);
    return bytes.toByteArray();
  }

  private void refer(String name, String classPath, List<String> entries) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    try (JarOutputStream out =
        new JarOutputStream(Files.newOutputStream(lib.resolve(name)), manifest)) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
      }
    }
  }
}
