package io.abiwarden.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may depend on whom. */
class ArchitectureTest {

  private static final String CORE = "io.abiwarden.core..";
  private static final String FFI = "io.abiwarden.ffi..";
  private static final String GENERATED = "io.abiwarden.ffi.generated..";
  private static final String WORKER = "io.abiwarden.worker..";
  private static final String CLI = "io.abiwarden.cli..";

  private static JavaClasses ours = new ClassFileImporter().importClasses();

  @BeforeAll
  static void readAllModules() {
    ours =
        new ClassFileImporter()
            .importPaths(
                Path.of("../core/target/classes"),
                Path.of("../../ffi/target/classes"),
                Path.of("../worker/target/classes"),
                Path.of("target/classes"));
  }

  /** A rule over classes that were not found would pass. */
  @Test
  void allModulesAreThere() {
    Map<String, Integer> floors = Map.of(CORE, 60, FFI, 20, GENERATED, 10, WORKER, 50, CLI, 20);
    floors.forEach(
        (module, floor) ->
            assertThat(ours.that(resideInAPackage(module)).size())
                .as(module)
                .isGreaterThanOrEqualTo(floor));
  }

  @Test
  void coreDependsOnNothing() {
    classes()
        .that()
        .resideInAPackage(CORE)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(CORE, "java..", "org.jspecify.."))
        .check(ours);
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.lang.foreign..", "java.net..", "java.sql..", "java.util.logging..")
        .because("core reads and judges with java.base alone, and needs no native access")
        .check(ours);
  }

  @Test
  void ffiKnowsNobody() {
    classes()
        .that()
        .resideInAPackage(FFI)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(FFI, "java..", "org.jspecify.."))
        .check(ours);
  }

  @Test
  void onlyWrappersTouchGeneratedBindings() {
    noClasses()
        .that()
        .resideOutsideOfPackage(FFI)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(GENERATED)
        .check(ours);
  }

  @Test
  void workerKnowsCoreAndFfi() {
    classes()
        .that()
        .resideInAPackage(WORKER)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(WORKER, "io.abiwarden", CORE, FFI, "java..", "org.jspecify.."))
        .check(ours);
  }

  @Test
  void nobodyKnowsTheCommand() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(CLI)
        .check(ours);
  }

  @Test
  void reportsDoNotKnowCommands() {
    noClasses()
        .that()
        .resideInAPackage("io.abiwarden.cli.report..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.abiwarden.cli")
        .check(ours);
  }

  @Test
  void modulesHaveNoCycles() {
    slices().matching("io.abiwarden.(*)..").should().beFreeOfCycles().check(ours);
  }

  @Test
  void onlyTheCommandWritesToTheStandardStreams() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE, FFI)
        .and()
        .resideOutsideOfPackage(GENERATED)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(ours);
  }
}
