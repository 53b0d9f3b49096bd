package io.abiwarden.guard;

import java.util.function.Consumer;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A decision in a recording of the JDK Flight Recorder; its duration is what the import waited. */
@Name("io.abiwarden.ImportDecision")
@Label("Python Import Decision")
@Category({"Python", "abiwarden"})
@Description("An extension module was judged before Python opened it")
@StackTrace(false)
final class ImportDecisionEvent extends Event {

  @Label("File")
  String file = "";

  @Label("Module")
  String module = "";

  @Label("Interpreter")
  String interpreter = "";

  @Label("Subinterpreter")
  boolean subinterpreter;

  @Label("Verdict")
  String verdict = "";

  @Label("Rules")
  String rules = "";

  @Label("Action")
  String action = "";

  @Label("Seen Before")
  boolean seenBefore;

  /** One whose time runs; what is returned ends it. */
  static Consumer<ImportDecision> started() {
    ImportDecisionEvent event = new ImportDecisionEvent();
    event.begin();
    return event::end;
  }

  private void end(ImportDecision decision) {
    if (!shouldCommit()) {
      return;
    }
    file = decision.file();
    module = decision.module();
    interpreter = decision.interpreter();
    subinterpreter = decision.subinterpreter();
    verdict = decision.verdict().word();
    rules = String.join(",", decision.rules());
    action = decision.action().word();
    seenBefore = decision.seenBefore();
    commit();
  }
}
