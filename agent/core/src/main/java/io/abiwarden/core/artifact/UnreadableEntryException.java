package io.abiwarden.core.artifact;

import java.io.IOException;

/** An entry of an archive cannot be read, which the findings of its {@link WheelTree} say. */
final class UnreadableEntryException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Quirk quirk;

  UnreadableEntryException(Quirk quirk, ZipMember member) {
    super(
        Shown.quote(member.name())
            + (quirk == Quirk.METHOD
                ? " is packed with " + member.methodName() + ", which is not read"
                : " " + quirk.says(false)));
    this.quirk = quirk;
  }

  Quirk quirk() {
    return quirk;
  }
}
