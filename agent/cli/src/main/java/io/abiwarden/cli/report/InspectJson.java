package io.abiwarden.cli.report;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.worker.inspect.ExtensionInspection;
import io.abiwarden.worker.inspect.ExtensionInspection.Definition;
import io.abiwarden.worker.inspect.ExtensionInspection.Requirements;
import io.abiwarden.worker.inspect.Inspection;
import java.util.List;
import java.util.Optional;

/** The document {@code abiwarden/inspect/1}. */
public final class InspectJson {

  private InspectJson() {}

  /** The whole document. */
  public static String of(List<Inspection> artifacts) {
    return Json.text(
        Json.document("inspect/1")
            .put(
                "artifacts",
                Json.objects(artifacts, artifact -> artifact(new Json.Fields(), artifact))));
  }

  /** One artifact as a line of its own. */
  public static String line(Inspection artifact) {
    return Json.line(artifact(Json.lineOf("inspect/1"), artifact));
  }

  private static Json.Fields artifact(Json.Fields fields, Inspection artifact) {
    return fields
        .put("artifact", artifact.artifact())
        .put("kind", artifact.kind().word())
        .put("sha256", artifact.sha256())
        .put("tags", artifact.tags().stream().map(Tag::toString).toList())
        .put("builder", artifact.builder())
        .put("backend", artifact.backend())
        .put("extensions", Json.objects(artifact.extensions(), InspectJson::extension));
  }

  private static Json.Fields extension(ExtensionInspection extension) {
    return new Json.Fields()
        .put("file", extension.file())
        .put("module", extension.module())
        .put("format", extension.format())
        .put("architecture", extension.architecture())
        .put("builder", extension.builder())
        .put(
            "entries",
            Json.objects(
                extension.entries(),
                entry ->
                    new Json.Fields()
                        .put("symbol", entry.symbol())
                        .put("module", entry.module())
                        .put("style", entry.style().word())))
        .put("definitions", Json.objects(extension.definitions(), InspectJson::definition))
        .put("requires", requires(extension.requires()).map());
  }

  private static Json.Fields definition(Definition definition) {
    return new Json.Fields()
        .put("module", definition.module())
        .put("entry", definition.entry())
        .put("phase", definition.phase().word())
        .put("layout", definition.layout().word())
        .put(
            "slots",
            Json.objects(
                definition.slots(),
                slot ->
                    new Json.Fields()
                        .put("id", slot.id())
                        .put("name", slot.name())
                        .put("value", slot.value())))
        .put("gil", definition.gil().word())
        .put("multipleInterpreters", definition.multipleInterpreters().word())
        .put("abiInfo", definition.abiInfo().map(info -> abiInfo(info).map()));
  }

  private static Json.Fields abiInfo(AbiInfo info) {
    return new Json.Fields()
        .put("flags", AbiInfoText.flags(info))
        .put("buildVersion", AbiInfoText.version(info.buildVersion()))
        .put("abiVersion", AbiInfoText.version(info.abiVersion()));
  }

  private static Json.Fields requires(Requirements requires) {
    return new Json.Fields()
        .put("stableAbi", requires.stableAbi())
        .put("minimumVersion", requires.minimumVersion())
        .put("outsideStableAbi", requires.outsideStableAbi())
        .put("freeThreadedOnly", requires.freeThreadedOnly())
        .put("gilOnly", requires.gilOnly())
        .put(
            "apiVersion",
            requires.apiVersion().isPresent() ? requires.apiVersion().getAsInt() : Optional.empty())
        .put("libraries", requires.libraries())
        .put("glibc", requires.glibc())
        .put("macos", requires.macos());
  }
}
