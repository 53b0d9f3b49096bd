package io.abiwarden.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.image.PeBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Slot arrays among other data, as compilers lay them side by side. */
class SlotFinderTest {

  private static final int ARRAY = PeBuilder.DATA + 0x100;
  private static final int INFO = PeBuilder.DATA + 0x40;

  private final PeBuilder builder = new PeBuilder(PeBuilder.X86_64);

  /** A slot that points to code. */
  private void slot(int place, int id) {
    slot(place, id, PeBuilder.CODE);
  }

  private void slot(int place, int id, int target) {
    builder.number(place, id).number(place + 4, 0).pointer(place + 8, target);
  }

  /** Py_mod_exec, Py_mod_abi, Py_mod_name and the end. */
  private void array(int place) {
    builder.number(INFO, 0x00070001);
    slot(place, 85);
    slot(place + 16, 109, INFO);
    slot(place + 32, 100);
  }

  private List<List<Integer>> found() throws Exception {
    return SlotFinder.find(ImageReader.read(builder.build())).stream()
        .map(array -> array.slots().stream().map(Slot::id).toList())
        .toList();
  }

  @Test
  void findsAnArray() throws Exception {
    array(ARRAY);
    assertThat(found()).containsExactly(List.of(85, 109, 100));
  }

  @Test
  void takesNoNeighbourForItsFirstSlot() throws Exception {
    array(ARRAY);
    // The size of a type of Rust's, and a function of it.
    slot(ARRAY - 16, 16);
    assertThat(found()).containsExactly(List.of(85, 109, 100));
  }

  @Test
  void takesNoSlotTwice() throws Exception {
    array(ARRAY);
    slot(ARRAY - 16, 100);
    assertThat(found()).isEmpty();
  }

  @Test
  void separatesArraysThatLieSideBySide() throws Exception {
    array(ARRAY);
    array(ARRAY + 64);
    assertThat(found()).containsExactly(List.of(85, 109, 100), List.of(85, 109, 100));
  }

  @Test
  void believesNoArrayWithSomethingElseInIt() throws Exception {
    array(ARRAY);
    slot(ARRAY + 48, 7);
    assertThat(found()).isEmpty();
  }

  @Test
  void believesNoArrayWithoutAnEnd() throws Exception {
    for (int i = 0; i < 40; i++) {
      slot(ARRAY + 16 * i, 85);
    }
    builder.number(INFO, 0x00070001);
    slot(ARRAY + 16, 109, INFO);
    builder.number(ARRAY + 16 * 40, 0xffff);
    assertThat(found()).isEmpty();
  }
}
