package io.abiwarden.core.code;

import java.util.List;

final class Arm64Machine implements Machine {
  Arm64Machine(Tracer t) {}

  @Override
  public void step(State s) {
    s.lost = true;
  }

  @Override
  public int registerCount() {
    return 32;
  }

  @Override
  public List<Integer> argumentRegisters() {
    return List.of(0, 1, 2, 3, 4, 5);
  }

  @Override
  public int resultRegister() {
    return 0;
  }

  @Override
  public int stackRegister() {
    return 31;
  }

  @Override
  public boolean isPreserved(int r) {
    return r >= 19 && r <= 29;
  }

  @Override
  public void clobber(State s) {}

  @Override
  public void enter(State s, long r) {}

  @Override
  public void leave(State s) {
    s.lost = true;
  }
}
