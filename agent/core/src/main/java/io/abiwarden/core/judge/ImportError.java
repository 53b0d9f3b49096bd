package io.abiwarden.core.judge;

import io.abiwarden.core.python.InterpreterFacts;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an exception's text gives away of the reason: CPython's own texts (CPython's {@code
 * Python/importdl.c}, {@code Objects/moduleobject.c}, {@code Python/modsupport.c}) and glibc's.
 *
 * @param rule the rule that it breaks
 * @param verdict what that makes of the extension
 * @param symbol the symbol it is about, if it is one
 */
record ImportError(Rule rule, Verdict verdict, Optional<String> symbol) {

  private static final Pattern UNDEFINED = Pattern.compile("undefined symbol: ([\\w.$@]+)");

  private record Sign(String text, Rule rule, Verdict verdict) {}

  private static final List<Sign> SIGNS =
      List.of(
          new Sign(
              "invalid PyModuleDef, extension possibly compiled for non-free-threaded",
              Rule.AW201,
              Verdict.REFUSED),
          new Sign(
              "dynamic module does not define module export function", Rule.AW205, Verdict.REFUSED),
          new Sign("uses unknown slot ID", Rule.AW204, Verdict.REFUSED),
          new Sign("unknown module slot ID", Rule.AW204, Verdict.REFUSED),
          new Sign("invalid module slot", Rule.AW204, Verdict.REFUSED),
          new Sign("invalid slot (Py_slot_invalid", Rule.AW204, Verdict.REFUSED),
          new Sign("too many levels of nested slots", Rule.AW204, Verdict.REFUSED),
          new Sign("invalid flags for Py_slot_end", Rule.AW204, Verdict.REFUSED),
          new Sign("slots included from PyModuleDef must be static", Rule.AW204, Verdict.REFUSED),
          new Sign("has multiple Py_mod_", Rule.AW204, Verdict.REFUSED),
          new Sign("has multiple create slots", Rule.AW204, Verdict.REFUSED),
          new Sign("has more than one 'multiple interpreters' slots", Rule.AW204, Verdict.REFUSED),
          new Sign("has more than one 'gil' slot", Rule.AW204, Verdict.REFUSED),
          new Sign("NULL not allowed for slot", Rule.AW204, Verdict.REFUSED),
          new Sign("requires PySlot_STATIC", Rule.AW204, Verdict.REFUSED),
          new Sign("incompatible with free-threaded CPython", Rule.AW203, Verdict.REFUSED),
          new Sign("only compatible with free-threaded CPython", Rule.AW203, Verdict.REFUSED),
          new Sign("incompatible internal ABI (", Rule.AW203, Verdict.REFUSED),
          new Sign("incompatible future stable ABI version (", Rule.AW203, Verdict.REFUSED),
          new Sign("invalid stable ABI version (", Rule.AW203, Verdict.REFUSED),
          new Sign("incompatible ABI version (", Rule.AW203, Verdict.REFUSED),
          new Sign("PyABIInfo version too high", Rule.AW203, Verdict.REFUSED),
          new Sign("cannot use both internal and stable ABI", Rule.AW203, Verdict.REFUSED),
          new Sign("does not define Py_mod_abi", Rule.AW204, Verdict.REFUSED),
          new Sign("conflicts with PyModuleDef.m_", Rule.AW204, Verdict.REFUSED),
          new Sign("arbitrary Py_mod_token not allowed", Rule.AW204, Verdict.REFUSED),
          new Sign("failed without raising an exception", Rule.AW407, Verdict.FAILS),
          new Sign("failed without setting an exception", Rule.AW407, Verdict.FAILS),
          new Sign("raised unreported exception", Rule.AW407, Verdict.FAILS),
          new Sign("cannot open shared object file", Rule.AW402, Verdict.FAILS));

  private static final Pattern VERSION =
      Pattern.compile("version `[\\w.]+' not found|version [\\w.]+ not defined");

  /**
   * Reads an exception.
   *
   * @param lines the exception and its causes, as {@code type: text}
   */
  static ImportError of(List<String> lines, InterpreterFacts python) {
    for (String line : lines) {
      Matcher undefined = UNDEFINED.matcher(line);
      if (undefined.find()) {
        return undefined(undefined.group(1), python);
      }
      if (VERSION.matcher(line).find()) {
        return new ImportError(Rule.AW403, Verdict.FAILS, Optional.empty());
      }
      for (Sign sign : SIGNS) {
        if (line.contains(sign.text())) {
          return new ImportError(sign.rule(), sign.verdict(), Optional.empty());
        }
      }
    }
    return new ImportError(Rule.AW404, Verdict.FAILS, Optional.empty());
  }

  private static ImportError undefined(String symbol, InterpreterFacts python) {
    Rule rule = LinkRules.rule(symbol, python);
    return new ImportError(
        rule, rule.isMismatch() ? Verdict.REFUSED : Verdict.FAILS, Optional.of(symbol));
  }
}
