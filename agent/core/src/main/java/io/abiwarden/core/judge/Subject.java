package io.abiwarden.core.judge;

import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.fix.Made;
import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.core.wheel.Generator;
import io.abiwarden.core.wheel.Tag;
import java.util.List;
import java.util.Optional;

/**
 * What is judged: one extension file, with what its name and its wheel claim.
 *
 * @param file its path, for messages
 * @param module the last component of the module's name, after which the entry function is named
 * @param name what its file name says, if it is one that a Python looks for
 * @param tags the tags of its wheel; empty outside of a wheel
 * @param evidence what it says of itself
 * @param built what packed its wheel; {@link Generator#UNKNOWN} outside of one
 */
public record Subject(
    String file,
    String module,
    Optional<ExtensionName> name,
    List<Tag> tags,
    Evidence evidence,
    Generator built) {

  /** Copies the list. */
  public Subject {
    tags = List.copyOf(tags);
  }

  /** One that nobody says who packed. */
  public Subject(
      String file, String module, Optional<ExtensionName> name, List<Tag> tags, Evidence evidence) {
    this(file, module, name, tags, evidence, Generator.UNKNOWN);
  }

  /** The same subject, packed by a known backend. */
  public Subject builtBy(Generator backend) {
    return new Subject(file, module, name, tags, evidence, backend);
  }

  /** How it was made. */
  public Made made() {
    return new Made(evidence.binding(), built);
  }

  /** What its builders say to a fix; the general text where they say nothing. */
  String help(Fix fix, String general) {
    return made().help(fix, general);
  }

  /** The same subject with better evidence. */
  public Subject with(Evidence better) {
    return new Subject(file, module, name, tags, better, built);
  }

  /** The file's name without its folders. */
  public String fileName() {
    return file.substring(file.lastIndexOf('/') + 1);
  }
}
