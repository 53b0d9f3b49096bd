package io.abiwarden.core.judge;

/** The rules that findings are about. Ids are stable for ever. */
public enum Rule {
  AW101("tagged abi3 or abi3t, but uses symbols outside that Stable ABI"),
  AW102(
      "claims a minimum Python version lower than the newest Stable ABI symbol or ABI info it uses"),
  AW103("could serve more than its name says"),
  AW104("the extension's file name and the wheel's tag promise different ABIs"),
  AW105("wheel tagged ABI none, but an extension in it is bound to one ABI"),
  AW106("tags in the wheel's file name and in its WHEEL metadata differ"),
  AW107(
      "promises abi3t or abi3.abi3t, but not every runtime so promised is handed a definition of"
          + " its layout, or the ABI info does not say both"),
  AW108("a free-threaded build under a tag without t, or a GIL build under a tag with it"),
  AW109("installs where it cannot load"),
  AW110("tagged abi3, but built with the full API by other signs than its symbols"),
  AW111("claims a higher minimum version than anything in it needs"),
  AW112("links to a libpython itself"),
  AW113("no interpreter accepts this tag"),
  AW114("for another implementation of Python than CPython, or for WebAssembly, and not judged"),
  AW201("definition laid out for GIL builds; this interpreter is free-threaded"),
  AW202("definition laid out for free-threaded builds; this interpreter has a GIL"),
  AW203("its own ABI info rejects this interpreter"),
  AW204("uses module slots that this interpreter does not know"),
  AW205("exports no entry function that this interpreter looks for"),
  AW206("built for another minor version without the Stable ABI"),
  AW207("uses symbols that only the other kind of build exports"),
  AW208("installed, but no file of the module is one that this interpreter looks for"),
  AW209("needs a newer Python"),
  AW301("does not say that it runs without the GIL"),
  AW302("does not support subinterpreters, or not with their own GIL"),
  AW401("needs a symbol that neither the interpreter nor its libraries provide"),
  AW402("needs a shared library that is not there"),
  AW403("needs a newer C or C++ runtime than this machine has"),
  AW404("its init raised an exception"),
  AW405("its init crashed"),
  AW406("its init did not end in time"),
  AW407(
      "its init ended the process, returned nothing without an exception, or returned with one"
          + " set"),
  AW408("the entry function's name does not match the file name"),
  AW409("single-phase init: cannot be read before it runs, nor reloaded or isolated"),
  AW410("its import stopped at a package that is not installed"),
  AW411("a statement that was run after its import failed"),
  AW501("RECORD and content disagree"),
  AW502("not a readable wheel or object file"),
  AW503("over a limit set against hostile archives"),
  AW504("an entry would leave the wheel's folder, or is there twice"),
  AW601("architecture or platform of the binary and of the tag differ"),
  AW602("needs a newer glibc, musl or macOS than its platform tag promises");

  private final String says;

  Rule(String says) {
    this.says = says;
  }

  /** {@code AW201}. */
  public String id() {
    return name();
  }

  /** Whether an error of this rule is a mismatch between extension and interpreter. */
  public boolean isMismatch() {
    return compareTo(AW201) >= 0 && compareTo(AW209) <= 0;
  }

  /** Whether it says that an input is not what it should be, whatever is in it. */
  public boolean isInput() {
    return compareTo(AW502) >= 0 && compareTo(AW504) <= 0;
  }

  /** What the rule says, without a subject. */
  public String says() {
    return says;
  }
}
