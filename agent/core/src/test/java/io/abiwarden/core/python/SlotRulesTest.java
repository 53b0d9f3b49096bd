package io.abiwarden.core.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.definition.Slot.Form;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.memory.Word;
import io.abiwarden.core.python.SlotReading.Gil;
import io.abiwarden.core.python.SlotReading.Interpreters;
import io.abiwarden.core.python.SlotReading.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Slots as CPython reads them: {@code Objects/moduleobject.c} up to 3.14, {@code Python/slots.c}
 * and {@code Python/slots.toml} from 3.15 on.
 */
class SlotRulesTest {

  private static final String FINE = "fine";

  private static PythonVersion python(int minor) {
    return PythonVersion.of(3, minor, 7);
  }

  /**
   * Slots as text: {@code 2=1 4=0}; {@code ?} before an id for OPTIONAL, {@code !} for STATIC,
   * {@code abi} for ABI info, {@code [ ]} for what the slot before it includes as PySlot, and
   * {@code ( )} as legacy slots.
   */
  private static SlotArray slots(Form form, String text) {
    List<String> words =
        new ArrayList<>(text.isBlank() ? List.of() : Arrays.asList(text.strip().split("\\s+")));
    return array(form, words);
  }

  private static SlotArray array(Form form, List<String> words) {
    List<Slot> all = new ArrayList<>();
    while (!words.isEmpty()) {
      String word = words.removeFirst();
      switch (word) {
        case "]", ")" -> {
          return new SlotArray(all, true);
        }
        case "[" -> all.add(slot(form, "92", array(Form.PYSLOT, words)));
        case "![" -> all.add(slot(form, "!92", array(Form.PYSLOT, words)));
        case "(" -> all.add(slot(form, "94", array(Form.LEGACY, words)));
        case "!(" -> all.add(slot(form, "!94", array(Form.LEGACY, words)));
        default -> all.add(slot(form, word));
      }
    }
    return new SlotArray(all, true);
  }

  private static Slot slot(Form form, String text) {
    String[] sides = text.split("=", 2);
    String id = sides[0].replace("?", "").replace("!", "");
    boolean abi = id.equals("abi");
    return new Slot(
        form,
        abi ? 109 : Integer.decode(id),
        (sides[0].contains("?") ? Slot.OPTIONAL : 0) | (sides[0].contains("!") ? Slot.STATIC : 0),
        new Word.Value(sides.length == 1 ? 1 : Long.decode(sides[1])),
        abi ? Optional.of(new AbiInfo(1, 0, 6, 0, 0)) : Optional.empty(),
        Optional.empty());
  }

  private static Slot slot(Form form, String id, SlotArray nested) {
    Slot plain = slot(form, id + "=0x1000");
    return new Slot(
        form, plain.id(), plain.flags(), plain.value(), Optional.empty(), Optional.of(nested));
  }

  private static String ofDefinition(String text, int minor) {
    return said(SlotRules.ofDefinition(slots(Form.LEGACY, text), python(minor)));
  }

  private static String ofExport(String text) {
    return said(SlotRules.ofExport(slots(Form.PYSLOT, text), python(15)));
  }

  private static String said(SlotReading reading) {
    return reading.problem().map(Problem::text).orElse(reading.complete() ? FINE : "incomplete");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''          | 9  | fine
          1 2 2 2     | 9  | fine
          3=2         | 11 | uses unknown slot ID 3
          3=2         | 12 | fine
          4=1         | 12 | uses unknown slot ID 4
          4=1         | 13 | fine
          5=1         | 14 | uses unknown slot ID 5
          -1=1        | 14 | uses unknown slot ID -1
          84=1        | 14 | uses unknown slot ID 84
          0x10002=1   | 14 | uses unknown slot ID 65538
          0x10000=1   | 14 | uses unknown slot ID 65536
          92=0        | 14 | uses unknown slot ID 92
          109=1       | 14 | uses unknown slot ID 109
          1 1         | 9  | has more than one Py_mod_create slot
          1=0 1       | 9  | fine
          1=0 1=0 1   | 14 | fine
          1 1=0       | 14 | has more than one Py_mod_create slot
          3=1 3=1     | 12 | has more than one Py_mod_multiple_interpreters slot
          3=0 3=0     | 14 | has more than one Py_mod_multiple_interpreters slot
          4=0 4=0     | 13 | has more than one Py_mod_gil slot
          2=0         | 14 | fine
          7 4=0 4=0   | 14 | uses unknown slot ID 7
          """)
  void readsPlainSlotsUpTo314(String text, int minor, String expected) {
    assertThat(ofDefinition(text, minor)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                     | fine
          1 2 3=2 4=1            | fine
          84 85 86=2 87=1        | fine
          85 2 85                | fine
          1 84                   | has multiple Py_mod_create slots
          1=0                    | fine
          1=0 1                  | has multiple Py_mod_create slots
          3=2 86=2               | has multiple Py_mod_multiple_interpreters slots
          4=1 87=1               | has multiple Py_mod_gil slots
          2=0                    | NULL not allowed for slot Py_mod_exec
          85=0                   | NULL not allowed for slot Py_mod_exec
          109=0                  | NULL not allowed for slot Py_mod_abi
          3=0 4=0                | fine
          5                      | invalid module slot 5
          56                     | invalid module slot 56
          93                     | invalid module slot 93
          107                    | invalid module slot 107
          111                    | unknown module slot ID 111
          300                    | unknown module slot ID 300
          -1                     | invalid slot (Py_slot_invalid, 65535)
          0xffff                 | invalid slot (Py_slot_invalid, 65535)
          0x10055                | fine
          0x10055 0x10054 0x54   | has multiple Py_mod_create slots
          2 0x10000 300          | fine
          0x10000 -1             | fine
          92=0 94=0              | fine
          abi abi                | fine
          101=0                  | NULL not allowed for slot Py_mod_doc
          102=0                  | fine
          103                    | fine
          103 103                | has multiple Py_mod_methods slots
          """)
  void readsDefinitionsAs315(String text, String expected) {
    assertThat(ofDefinition(text, 15)).isEqualTo(expected);
    assertThat(ofDefinition(text, 16)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                     | does not define Py_mod_abi, which is mandatory for modules defined from slots only
          85 87=1                | does not define Py_mod_abi, which is mandatory for modules defined from slots only
          abi                    | fine
          abi abi                | fine
          [ abi ]                | fine
          [ [ [ [ abi ] ] ] ]    | fine
          abi 85 85              | has multiple Py_mod_exec slots
          abi 85 [ 85 ]          | has multiple Py_mod_exec slots
          abi [ 87=1 ] [ 87=1 ]  | has multiple Py_mod_gil slots
          abi 2 85               | has multiple Py_mod_exec slots
          abi 300                | unknown module slot ID 300
          abi ?300               | fine
          abi ?5                 | fine
          abi ?0xffff            | fine
          abi 0xffff             | invalid slot (Py_slot_invalid, 65535)
          abi ?0                 | invalid flags for Py_slot_end: 0x1
          abi ?!0                | invalid flags for Py_slot_end: 0x3
          abi !0 300             | fine
          0 abi                  | does not define Py_mod_abi, which is mandatory for modules defined from slots only
          abi 103                | Py_mod_methods requires PySlot_STATIC
          abi !103               | fine
          abi !103=0             | NULL not allowed for slot Py_mod_methods
          abi 103=0              | Py_mod_methods requires PySlot_STATIC
          abi ( 103 )            | fine
          abi ( 300 )            | unknown module slot ID 300
          abi ( 0x10000 300 )    | fine
          abi ?85=0              | NULL not allowed for slot Py_mod_exec
          abi 100=0              | NULL not allowed for slot Py_mod_name
          abi 110=0              | NULL not allowed for slot Py_mod_token
          abi [ ?0 ]             | invalid flags for Py_slot_end: 0x1
          abi [ 0 300 ] 87=1     | fine
          """)
  void readsExportsAs315(String text, String expected) {
    assertThat(ofExport(text)).isEqualTo(expected);
  }

  /** Five arrays can be open, the outermost one included. */
  @ParameterizedTest
  @CsvSource({"0,fine", "1,fine", "2,fine", "3,fine", "4,fine", "5,deep", "6,deep"})
  void nestsFourLevelsDeep(int levels, String expected) {
    String wanted = expected.equals(FINE) ? FINE : "too many levels of nested slots";
    String nest = "[ ".repeat(levels) + "87=1 " + "] ".repeat(levels);
    assertThat(ofExport("abi " + nest)).isEqualTo(wanted);
    String mixed = "( ".repeat(levels) + "87=1 " + ") ".repeat(levels);
    assertThat(ofExport("abi " + mixed)).isEqualTo(wanted);
    assertThat(ofDefinition(mixed, 15)).isEqualTo(wanted);
  }

  /** Reading stops following such an array somewhere; CPython's limit must be met before. */
  @Test
  void anArrayThatIncludesItselfIsTooDeep() {
    SlotArray array = new SlotArray(List.of(slot(Form.PYSLOT, "92=0x1000")), false);
    for (int i = 0; i < 5; i++) {
      array = new SlotArray(List.of(slot(Form.PYSLOT, "92", array)), true);
    }
    assertThat(said(SlotRules.ofExport(array, python(15))))
        .isEqualTo("too many levels of nested slots");
  }

  /** What a PySlot array under a definition includes must be static; legacy slots have no flags. */
  @Test
  void slotsIncludedFromADefinitionAreStatic() {
    assertThat(ofDefinition("[ 87=1 ]", 15)).isEqualTo(FINE);
    assertThat(ofDefinition("[ [ 87=1 ] ]", 15))
        .isEqualTo("slots included from PyModuleDef must be static");
    assertThat(ofDefinition("[ ![ 87=1 ] ]", 15)).isEqualTo(FINE);
    assertThat(ofDefinition("[ ( [ 87=1 ] ) ]", 15))
        .isEqualTo("slots included from PyModuleDef must be static");
    assertThat(ofDefinition("[ !( [ 87=1 ] ) ]", 15)).isEqualTo(FINE);
    assertThat(ofDefinition("[ 92=0 ]", 15)).isEqualTo(FINE);
    assertThat(ofExport("abi [ [ 87=1 ] ]")).isEqualTo(FINE);
  }

  @ParameterizedTest
  @CsvSource({
    "0, USED, USED",
    "1, NOT_USED, NOT_USED",
    "2, NOT_USED, USED",
    "-1, NOT_USED, USED",
    "0x100000000, NOT_USED, USED",
    "0x100000001, NOT_USED, USED"
  })
  void oddGilValuesDifferByVersion(String value, Gil upTo314, Gil from315) {
    assertThat(read("4=" + value, 13).gil()).isEqualTo(upTo314);
    assertThat(read("4=" + value, 14).gil()).isEqualTo(upTo314);
    assertThat(read("4=" + value, 15).gil()).isEqualTo(from315);
  }

  @ParameterizedTest
  @CsvSource({
    "0, NOT_SUPPORTED",
    "1, SUPPORTED",
    "2, PER_INTERPRETER_GIL",
    "3, SUPPORTED",
    "-2, SUPPORTED"
  })
  void saysWhatItMakesOfSubinterpreters(String value, Interpreters expected) {
    for (int minor = 12; minor <= 16; minor++) {
      assertThat(read("3=" + value, minor).interpreters()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 12, 13, 14, 15, 16})
  void missingSlotsAreAbsent(int minor) {
    SlotReading reading = read("2", minor);
    assertThat(reading.gil()).isEqualTo(Gil.ABSENT);
    assertThat(reading.interpreters()).isEqualTo(Interpreters.ABSENT);
    assertThat(reading.abiInfos()).isEmpty();
    assertThat(reading.executes()).isTrue();
    assertThat(reading.creates()).isFalse();
  }

  @Test
  void whatCannotBeReadIsUnknown() {
    Slot gil =
        new Slot(Form.LEGACY, 4, 0, new Word.Unreadable(), Optional.empty(), Optional.empty());
    assertThat(SlotRules.ofDefinition(new SlotArray(List.of(gil), true), python(14)).gil())
        .isEqualTo(Gil.UNKNOWN);
    SlotArray endless = new SlotArray(List.of(slot(Form.LEGACY, "2")), false);
    for (int minor : new int[] {9, 14, 15}) {
      assertThat(SlotRules.ofDefinition(endless, python(minor)).complete()).isFalse();
    }
    SlotArray unfollowed = new SlotArray(List.of(slot(Form.LEGACY, "92=0x1000")), true);
    assertThat(SlotRules.ofDefinition(unfollowed, python(15)).complete()).isFalse();
    Slot blind =
        new Slot(
            Form.LEGACY, 109, 0, new Word.Import("info", 0), Optional.empty(), Optional.empty());
    assertThat(SlotRules.ofDefinition(new SlotArray(List.of(blind), true), python(15)).complete())
        .isFalse();
  }

  private static SlotReading read(String text, int minor) {
    return SlotRules.ofDefinition(slots(Form.LEGACY, text), python(minor));
  }
}
