package io.abiwarden.guard;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A decision in a recording of the JDK Flight Recorder. */
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

  @Label("Cost")
  @Description("How long the import waited for the decision")
  @Timespan(Timespan.NANOSECONDS)
  long cost;

  static void commit(ImportDecision decision) {
    ImportDecisionEvent event = new ImportDecisionEvent();
    if (!event.shouldCommit()) {
      return;
    }
    event.file = decision.file();
    event.module = decision.module();
    event.interpreter = decision.interpreter();
    event.subinterpreter = decision.subinterpreter();
    event.verdict = decision.verdict().word();
    event.rules = String.join(",", decision.rules());
    event.action = decision.action().word();
    event.seenBefore = decision.seenBefore();
    event.cost = decision.cost().toNanos();
    event.commit();
  }
}
