import io.abiwarden.guard.Guard;
import io.abiwarden.guard.GuardPolicy;
import java.nio.file.Path;

/** The same with a guard that enforces. */
final class GuardedBenchmarkHost extends BenchmarkHost {

  @Override
  void opened() throws Exception {
    Guard.install(GuardPolicy.of(GuardPolicy.Mode.ENFORCE));
  }

  public static void main(String[] arguments) throws Throwable {
    new GuardedBenchmarkHost().run(arguments[0], Path.of(arguments[1]));
  }
}
