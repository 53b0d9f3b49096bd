package io.abiwarden.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes as a build tool does, and keeps what it is told of them. */
final class Told implements TestExecutionListener {

  /**
   * How a test ended.
   *
   * @param status {@code ok}, {@code failed}, {@code aborted}, {@code skipped}
   * @param why the message
   * @param where the class and method that a failure points at
   */
  record Ended(String name, String status, String why, String where) {}

  private final List<Ended> all = Collections.synchronizedList(new ArrayList<>());

  private Told() {}

  /** Runs some classes. */
  static Told of(Class<?>... classes) {
    return of(Map.of(), classes);
  }

  /** Runs some classes with settings of JUnit's. */
  static Told of(Map<String, String> settings, Class<?>... classes) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Stream.of(classes).map(type -> selectClass(type)).toList())
            .configurationParameters(settings)
            .build();
    Told told = new Told();
    LauncherFactory.create().execute(request, told);
    return told;
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    all.add(new Ended(test.getDisplayName(), "skipped", reason, ""));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String why = result.getThrowable().map(e -> String.valueOf(e.getMessage())).orElse("");
    String status =
        switch (result.getStatus()) {
          case SUCCESSFUL -> "ok";
          case ABORTED -> "aborted";
          case FAILED -> "failed";
        };
    if (test.isTest() || !status.equals("ok")) {
      all.add(new Ended(test.getDisplayName(), status, why, where(result)));
    }
  }

  private static String where(TestExecutionResult result) {
    return result
        .getThrowable()
        .flatMap(e -> Stream.of(e.getStackTrace()).findFirst())
        .map(
            frame ->
                frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
        .orElse("");
  }

  /** Everything that ended, in that order. */
  List<Ended> all() {
    return List.copyOf(all);
  }

  /** How each ended, by name, as {@code ok} or {@code failed: the message}. */
  Map<String, String> byName() {
    Map<String, String> ends = new LinkedHashMap<>();
    all()
        .forEach(
            end ->
                ends.merge(
                    end.name(),
                    end.status() + (end.why().isEmpty() ? "" : ": " + end.why()),
                    (one, other) -> one + " AND " + other));
    return ends;
  }
}
