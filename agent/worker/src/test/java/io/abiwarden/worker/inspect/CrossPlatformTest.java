package io.abiwarden.worker.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.fixtures.BuildResult;
import io.abiwarden.fixtures.CrossBuilder;
import io.abiwarden.fixtures.Fixture;
import io.abiwarden.fixtures.FixtureBuilder;
import io.abiwarden.fixtures.Fixtures;
import io.abiwarden.fixtures.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The same source says the same of itself, whatever system it is compiled for: for every fixture,
 * what is read of this machine's own build is what is read of those for other systems.
 */
class CrossPlatformTest {

  private static final int FLOOR = 30;

  private static final List<String> FIXTURES =
      List.of(
          "multi_phase@3.13",
          "multi_phase@3.13t",
          "multi_phase@3.14",
          "multi_phase@3.14t",
          "multi_phase@3.15",
          "multi_phase@3.15t",
          "multi_phase@abi3-3.9",
          "multi_phase@abi3-3.15",
          "multi_phase_refcounts@3.13",
          "multi_phase_refcounts@3.14t",
          "multi_phase_full_api@3.14",
          "multiple_interpreters_0@3.14t",
          "gil_odd_value@3.15t",
          "slots_many@3.14t",
          "slot_subslots@3.15",
          "abi_info_default@3.15",
          "abi_info_default@3.15t",
          "two_definitions@3.14t",
          "m_name_null@3.14",
          "definition_assigned@3.14t",
          "single_phase@3.13",
          "single_phase@3.14t",
          "single_phase@abi3-3.9",
          "single_phase_gil_not_used@3.14t",
          "single_phase_assigned@3.15t",
          "type_with_basicsize@abi3-3.9",
          "export_only@abi3t-3.15",
          "export_only@3.15",
          "export_gil_absent@abi3t-3.15",
          "export_assigned@abi3t-3.15",
          "both_entries@3.15");

  /**
   * Those whose definition has no name in the file, by which it would be found without code, or
   * whose slots code puts there.
   */
  private static final Set<String> FOUND_BY_CODE_ALONE =
      Set.of(
          "m_name_null@3.14",
          "definition_assigned@3.14t",
          "single_phase_assigned@3.15t",
          "export_assigned@abi3t-3.15");

  /** The processors whose code is followed. */
  private static final Set<Target> FOLLOWED =
      EnumSet.of(
          Target.X86_64_LINUX,
          Target.X86_64_MUSL,
          Target.AARCH64_LINUX,
          Target.X86_64_MACOS,
          Target.AARCH64_MACOS,
          Target.X86_64_WINDOWS,
          Target.AARCH64_WINDOWS);

  private static final Map<String, Path> HERE = new ConcurrentHashMap<>();
  private static final Map<String, Map<Target, Path>> ELSEWHERE = new ConcurrentHashMap<>();

  @BeforeAll
  static void build() throws IOException {
    CrossBuilder cross = crossBuilder();
    FixtureBuilder own = FixtureBuilder.onThisMachine();
    for (String name : FIXTURES) {
      HERE.put(name, file(own.build(Fixtures.named(name))));
      ELSEWHERE.put(name, new ConcurrentHashMap<>());
    }
    ELSEWHERE.entrySet().parallelStream()
        .forEach(
            row -> {
              Fixture fixture = Fixtures.named(row.getKey());
              for (Target target : Target.values()) {
                row.getValue().put(target, file(cross.build(fixture, target)));
              }
            });
  }

  @TestFactory
  Stream<DynamicTest> everySystem() {
    assertThat(FIXTURES).hasSizeGreaterThan(FLOOR);
    return FIXTURES.stream()
        .map(
            name ->
                dynamicTest(
                    name,
                    () -> {
                      Facts here = here(name);
                      Facts withoutCode = here.withoutCode(!FOUND_BY_CODE_ALONE.contains(name));
                      for (Target target : Target.values()) {
                        byte[] bytes = Files.readAllBytes(elsewhere(name, target));
                        Image image = ImageReader.read(bytes);
                        Facts followed =
                            image.format() == ImageFormat.PE ? here.withoutInitialisers() : here;
                        assertThat(Facts.of(image, bytes))
                            .as("%s for %s", name, target)
                            .isEqualTo(FOLLOWED.contains(target) ? followed : withoutCode);
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> universalFiles() {
    return Stream.of("multi_phase@3.14t", "single_phase@abi3-3.9", "export_only@abi3t-3.15")
        .map(
            name ->
                dynamicTest(
                    name,
                    () -> {
                      byte[] bytes =
                          universal(
                              Files.readAllBytes(elsewhere(name, Target.X86_64_MACOS)),
                              Files.readAllBytes(elsewhere(name, Target.AARCH64_MACOS)));
                      List<Image> images = ImageReader.readAll(ByteBuffer.wrap(bytes));
                      assertThat(images)
                          .extracting(image -> image.architecture().tag())
                          .containsExactly("x86_64", "aarch64");
                      for (Image image : images) {
                        assertThat(Facts.of(image, bytes)).isEqualTo(here(name));
                      }
                    }));
  }

  /** What everything is compared with is all known, or the comparison would prove nothing. */
  private static Facts here(String name) throws IOException, ImageFormatException {
    byte[] bytes = Files.readAllBytes(path(HERE.get(name)));
    Facts facts = Facts.of(ImageReader.read(bytes), bytes);
    assertThat(facts.entries()).isNotEmpty().allMatch(Facts.Entry::exact);
    assertThat(facts.definitions())
        .isNotEmpty()
        .noneMatch(definition -> definition.layout() == DefinitionLayout.UNKNOWN);
    return facts;
  }

  private static Path elsewhere(String name, Target target) {
    return path(ELSEWHERE.getOrDefault(name, Map.of()).get(target));
  }

  private static Path path(@Nullable Path path) {
    if (path == null) {
      throw new AssertionError("not built");
    }
    return path;
  }

  /** A universal file of two images, each at the start of a page ({@code mach-o/fat.h}). */
  private static byte[] universal(byte[]... images) {
    int page = 1 << 14;
    int end = page;
    for (byte[] image : images) {
      end += (image.length + page - 1) / page * page;
    }
    ByteBuffer file = ByteBuffer.allocate(end);
    file.putInt(0xcafebabe).putInt(images.length);
    int at = page;
    for (byte[] image : images) {
      ByteBuffer thin = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
      file.putInt(thin.getInt(4)).putInt(thin.getInt(8));
      file.putInt(at).putInt(image.length).putInt(14);
      file.put(at, image);
      at += (image.length + page - 1) / page * page;
    }
    return file.array();
  }

  private static CrossBuilder crossBuilder() throws IOException {
    Path exports = Path.of("../core/src/main/resources/io/abiwarden/core/python/exports.txt");
    try (Stream<String> lines = Files.lines(exports)) {
      List<String> names =
          lines
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split(" ", 2)[0])
              .filter(name -> !name.isEmpty())
              .toList();
      return CrossBuilder.onThisMachine(names).orElseGet(() -> abort(CrossBuilder.howToGet()));
    }
  }

  private static Path file(BuildResult result) {
    return switch (result) {
      case BuildResult.Built(Path file) -> file;
      case BuildResult.Missing(String reason) -> abort(reason);
    };
  }
}
