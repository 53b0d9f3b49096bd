package io.abiwarden.guard;

import io.abiwarden.core.judge.Verdict;
import io.abiwarden.guard.ImportDecision.Action;
import java.lang.module.ModuleDescriptor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A summary of what a guard has seen: every extension with its last decision.
 *
 * @param policy the policy
 * @param since when the guard was installed
 * @param until when this summary was made
 * @param pythons the Pythons of the process, once they run
 * @param extensions every extension seen, the one decided on last at the end
 * @param decisions how many decisions were made; an import of a file seen before is one, too
 * @param unjudged how many files were not judged, as the thread's stack had no room for it
 * @param failures how many files were not judged, as the guard itself failed
 * @param untold how many decisions no log line or listener heard of, as too many waited
 */
public record GuardReport(
    GuardPolicy policy,
    Instant since,
    Instant until,
    List<HostReport> pythons,
    List<Extension> extensions,
    long decisions,
    long unjudged,
    long failures,
    long untold) {

  /** Copies the lists. */
  public GuardReport {
    pythons = List.copyOf(pythons);
    extensions = List.copyOf(extensions);
  }

  /**
   * An extension.
   *
   * @param last what was decided of it last
   * @param times how many times it was decided on
   */
  public record Extension(ImportDecision last, long times) {}

  static GuardReport of(
      GuardPolicy policy, Instant since, GuardState state, List<Guarded> guarded, long untold) {
    return new GuardReport(
        policy,
        since,
        Instant.now(),
        guarded.stream().flatMap(made -> made.report().stream()).toList(),
        state.seen().all().stream().map(seen -> new Extension(seen.last(), seen.times())).toList(),
        state.seen().decisions(),
        guarded.stream().mapToLong(Guarded::unjudged).sum(),
        state.failures(),
        untold);
  }

  /** The extensions that the policy, enforced, refuses. */
  public List<Extension> refusedIfEnforced() {
    return extensions.stream().filter(each -> each.last().refusedIfEnforced()).toList();
  }

  /** As JSON on one line: {@code abiwarden/guard/1}, of which a schema is published. */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", "abiwarden/guard/1");
    json.put("tool", Json.object("name", "abiwarden", "version", version()));
    json.put("since", since.toString());
    json.put("until", until.toString());
    json.put("policy", policyJson());
    json.put("pythons", pythons.stream().map(GuardReport::pythonJson).toList());
    json.put("extensions", extensions.stream().map(GuardReport::extensionJson).toList());
    json.put("decisions", decisions);
    json.put("unjudged", unjudged);
    json.put("failures", failures);
    json.put("untold", untold);
    json.put("actions", actions());
    json.put("summary", verdicts());
    return Json.text(json);
  }

  /** Of the module, or of the agent's jar, whose classes are in none. */
  private static String version() {
    ModuleDescriptor module = GuardReport.class.getModule().getDescriptor();
    String version =
        module == null
            ? GuardReport.class.getPackage().getImplementationVersion()
            : module.rawVersion().orElse(null);
    return version == null ? "unknown" : version;
  }

  private Map<String, Object> policyJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("policy", policy.mode().word());
    json.put("report", policy.report());
    json.put("target", policy.target());
    json.put("accept", policy.accepted());
    json.put("deny", policy.denied());
    json.put("unknown", policy.denyUnknown() ? "deny" : "allow");
    return json;
  }

  private static Map<String, Object> pythonJson(HostReport python) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("libpython", python.libpython());
    json.put("interpreter", python.interpreter());
    json.put("freeThreaded", python.freeThreaded());
    json.put("global", python.global());
    json.put("prefix", python.prefix());
    json.put("home", python.home());
    json.put("beforeStart", python.beforeStart());
    json.put(
        "warnings",
        python.warnings().stream()
            .map(warning -> Json.object("message", warning.message(), "fix", warning.fix()))
            .toList());
    return json;
  }

  private static Map<String, Object> extensionJson(Extension extension) {
    ImportDecision last = extension.last();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", last.file());
    json.put("module", last.module());
    json.put("interpreter", last.interpreter());
    json.put("verdict", last.verdict().word());
    json.put("findings", DecisionJson.findings(last.findings()));
    json.put("action", last.action().word());
    json.put("refusedIfEnforced", last.refusedIfEnforced());
    json.put("occasion", last.occasion().word());
    DecisionJson.traits(last.traits(), json);
    json.put("turnsGilOn", last.verdict() == Verdict.LOADS_GIL);
    json.put("target", DecisionJson.target(last.target()));
    json.put("times", extension.times());
    return json;
  }

  private Map<String, Object> actions() {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Action action : Action.values()) {
      json.put(action.word(), count(each -> each.last().action() == action));
    }
    json.put("refusedIfEnforced", refusedIfEnforced().size());
    return json;
  }

  private Map<String, Object> verdicts() {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) {
      json.put(verdict.word(), count(each -> each.last().verdict() == verdict));
    }
    return json;
  }

  private long count(Predicate<Extension> which) {
    return extensions.stream().filter(which).count();
  }
}
