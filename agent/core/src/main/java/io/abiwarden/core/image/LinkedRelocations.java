package io.abiwarden.core.image;

import io.abiwarden.core.memory.LinkedWords;
import java.util.AbstractList;
import java.util.RandomAccess;

/** An image's relocations as a list that makes each entry when it is asked for. */
final class LinkedRelocations extends AbstractList<Image.Relocation> implements RandomAccess {

  private final LinkedWords words;

  LinkedRelocations(LinkedWords words) {
    this.words = words;
  }

  @Override
  public Image.Relocation get(int index) {
    return new Image.Relocation(words.address(index), words.word(index));
  }

  @Override
  public int size() {
    return words.size();
  }
}
