package io.abiwarden.core.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.HeaderKind;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.memory.Word;
import io.abiwarden.core.python.SlotReading.Problem;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slots that say again what the definition says in a member ({@code Objects/moduleobject.c}). */
class DefinitionSlotsTest {

  private static final String FINE = "fine";

  private static PythonVersion python(int minor) {
    return PythonVersion.of(3, minor, 7);
  }

  private static String said(SlotReading reading) {
    return reading.problem().map(Problem::text).orElse(FINE);
  }

  private static SlotArray slots(String text) {
    return new SlotArray(
        Arrays.stream(text.split(" ")).map(DefinitionSlotsTest::slot).toList(), true);
  }

  private static Slot slot(String text) {
    String[] sides = text.split("=");
    return new Slot(
        Slot.Form.LEGACY,
        Integer.parseInt(sides[0]),
        0,
        new Word.Value(Long.decode(sides[1])),
        Optional.empty(),
        Optional.empty());
  }

  /** From 3.15 on slots may repeat a definition's members, if they do not contradict them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          100=0x100 101=0x200 102=8 103=0x300 104=0x400 105=0x500 106=0x600 110=0x2000 | fine
          100=0x101 | Py_mod_name conflicts with PyModuleDef.m_name
          101=0x201 | Py_mod_doc conflicts with PyModuleDef.m_doc
          102=9     | Py_mod_state_size conflicts with PyModuleDef.m_size
          102=0     | Py_mod_state_size conflicts with PyModuleDef.m_size
          103=0x301 | Py_mod_methods conflicts with PyModuleDef.m_methods
          104=0x401 | Py_mod_state_traverse conflicts with PyModuleDef.m_traverse
          105=0x501 | Py_mod_state_clear conflicts with PyModuleDef.m_clear
          106=0x601 | Py_mod_state_free conflicts with PyModuleDef.m_free
          110=0x300 | arbitrary Py_mod_token not allowed with PyModuleDef
          """)
  void slotsAgreeWithTheDefinition(String text, String expected) {
    assertThat(said(SlotRules.ofDefinition(definition(text), python(15)))).isEqualTo(expected);
    assertThat(said(SlotRules.ofDefinition(definition(text), python(14))))
        .startsWith("uses unknown slot ID");
  }

  @Test
  void membersThatWereNotKeptContradictNothing() {
    RawDefinition known = definition("100=0x101 102=9");
    RawDefinition bare =
        new RawDefinition(
            known.address(),
            known.layout(),
            known.header(),
            known.name(),
            known.size(),
            known.slots());
    assertThat(said(SlotRules.ofDefinition(bare, python(15)))).isEqualTo(FINE);
  }

  private static RawDefinition definition(String text) {
    return new RawDefinition(
        0x2000,
        DefinitionLayout.GIL,
        HeaderKind.GIL_FROM_3_14,
        Optional.of("m"),
        8,
        Optional.of(slots(text)),
        new RawDefinition.Members(
            new Word.Value(0x100),
            new Word.Value(0x200),
            new Word.Value(0x300),
            new Word.Value(0x1000),
            new Word.Value(0x400),
            new Word.Value(0x500),
            new Word.Value(0x600)));
  }

  @Test
  void importsAreComparedByName() {
    RawDefinition.Members imports =
        new RawDefinition.Members(
            new Word.Import("name", 0),
            new Word.Value(0),
            new Word.Value(0),
            new Word.Value(0x1000),
            new Word.Value(0),
            new Word.Value(0),
            new Word.Value(0));
    assertThat(conflict(imports, new Word.Import("name", 0))).isEmpty();
    assertThat(conflict(imports, new Word.Import("name", 8))).isPresent();
    assertThat(conflict(imports, new Word.Import("other", 0))).isPresent();
    assertThat(conflict(imports, new Word.Value(0x100))).as("may come to the same").isEmpty();
    assertThat(conflict(imports, new Word.Unreadable())).isEmpty();
  }

  private static Optional<String> conflict(RawDefinition.Members members, Word value) {
    RawDefinition known = definition("100=0x100");
    RawDefinition definition =
        new RawDefinition(
            known.address(),
            known.layout(),
            known.header(),
            known.name(),
            known.size(),
            known.slots(),
            members);
    return DefinitionSlots.conflict(
        definition,
        ModuleSlot.NAME,
        new Slot(Slot.Form.LEGACY, 100, 0, value, Optional.empty(), Optional.empty()));
  }
}
