package io.abiwarden.core.python;

import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.memory.Word;
import java.util.Optional;

/**
 * Slots that repeat what a {@code PyModuleDef} says in a member of its own: from 3.15 on they may,
 * if both are the same (CPython's {@code Objects/moduleobject.c}).
 */
final class DefinitionSlots {

  private DefinitionSlots() {}

  /**
   * What 3.15 and later say against a slot of a definition, without the module's name.
   *
   * @return the text, or empty if the two agree, cannot be compared, or have nothing in common
   */
  static Optional<String> conflict(RawDefinition definition, ModuleSlot what, Slot slot) {
    RawDefinition.Members members = definition.members();
    return switch (what) {
      case NAME -> differs(members.name(), slot, "m_name", what);
      case DOC -> differs(members.doc(), slot, "m_doc", what);
      case STATE_SIZE ->
          members.equals(RawDefinition.Members.UNREADABLE)
              ? Optional.empty()
              : differs(new Word.Value(definition.size()), slot, "m_size", what);
      case METHODS -> differs(members.methods(), slot, "m_methods", what);
      case STATE_TRAVERSE -> differs(members.traverse(), slot, "m_traverse", what);
      case STATE_CLEAR -> differs(members.clear(), slot, "m_clear", what);
      case STATE_FREE -> differs(members.free(), slot, "m_free", what);
      case TOKEN ->
          slot.value() instanceof Word.Value(long token) && token != definition.address()
              ? Optional.of("arbitrary Py_mod_token not allowed with PyModuleDef")
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<String> differs(Word member, Slot slot, String field, ModuleSlot what) {
    boolean known =
        !(member instanceof Word.Unreadable) && !(slot.value() instanceof Word.Unreadable);
    // An import against an address of the file itself may still come to the same.
    boolean comparable = known && member.getClass() == slot.value().getClass();
    return comparable && !member.equals(slot.value())
        ? Optional.of(what.cName() + " conflicts with PyModuleDef." + field)
        : Optional.empty();
  }
}
