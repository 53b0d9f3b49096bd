package io.abiwarden.core.audit;

import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Needs;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.fix.Made;
import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.judge.Build;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.wheel.ExtensionName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the rules need of one image once its bytes are gone.
 *
 * @param file its path in the artifact
 * @param installed the path it has once installed; empty if it does not go to site-packages
 * @param architecture the processor, as platform tags spell it
 * @param format the file format
 * @param name what its file name says, if it is one that a Python looks for
 * @param module the module's dotted name
 * @param needs the names of Python's it cannot be linked without
 * @param entries its entry functions
 * @param builds for each entry function in its order, which headers it was compiled with
 * @param libraries the libraries it names as needed
 * @param soname its own name
 * @param supplies the names of Python's, or in Python's style, that it defines for others
 * @param apiVersions the API versions that its code creates modules with
 * @param judgements what becomes of it on each interpreter it is promised for, by the interpreter's
 *     id; without those whose files it is not among
 * @param made how it was made
 */
record ReadImage(
    String file,
    Optional<String> installed,
    String architecture,
    ImageFormat format,
    Optional<ExtensionName> name,
    String module,
    Needs needs,
    List<EntryEvidence> entries,
    List<Build> builds,
    List<String> libraries,
    Optional<String> soname,
    Set<String> supplies,
    Set<Integer> apiVersions,
    Map<String, Judgement> judgements,
    Made made) {

  /** Whether it is something that is imported, rather than linked to. */
  boolean isExtension() {
    return !entries.isEmpty() && name.isPresent() && installed.isPresent();
  }

  /**
   * Whether it is imported by its file's name. A bare {@code .so} whose entry functions are all of
   * other names may be meant for another loader, or be a library.
   */
  boolean isModule() {
    return isExtension() && (namesAbi() || !ownEntries().isEmpty());
  }

  /** Whether its file name carries an ABI suffix. */
  boolean namesAbi() {
    return name.filter(ExtensionName::namesAbi).isPresent();
  }

  /** Whether Python's names are needed, or a module is made. */
  boolean isPythons() {
    return !entries.isEmpty() || !needs.names().isEmpty();
  }

  /** The file's name without its folders. */
  String fileName() {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** What its builders say to a fix; the general text where they say nothing. */
  String help(Fix fix, String general) {
    return made.help(fix, general);
  }

  /** The last component of the module's name. */
  String lastComponent() {
    return module.substring(module.lastIndexOf('.') + 1);
  }

  /** The entry functions that the file's name calls for: none, one, or one of each style. */
  List<EntryEvidence> ownEntries() {
    String module = lastComponent();
    return entries.stream()
        .filter(
            entry -> {
              String symbol = entry.entry().symbol();
              EntryFunction.Style style = entry.entry().style();
              return symbol.equals(EntryFunction.symbol(style, module));
            })
        .toList();
  }

  /** Whether Pythons from 3.15 on are handed an array of slots and no definition. */
  boolean exports() {
    return ownEntries().stream().anyMatch(entry -> entry.phase() == Phase.EXPORT);
  }

  /** Whether it has a definition of either layout for Pythons that look for {@code PyInit_}. */
  boolean servesBothBefore315() {
    return ownEntries().stream()
        .map(
            entry ->
                entry.definitions().stream().map(RawDefinition::layout).collect(Collectors.toSet()))
        .anyMatch(Set.of(DefinitionLayout.GIL, DefinitionLayout.FREE_THREADED)::equals);
  }

  /** The same image with judgements that other files of the artifact were needed for. */
  ReadImage with(Map<String, Judgement> better) {
    return new ReadImage(
        file,
        installed,
        architecture,
        format,
        name,
        module,
        needs,
        entries,
        builds,
        libraries,
        soname,
        supplies,
        apiVersions,
        better,
        made);
  }
}
