package io.abiwarden.guard.agent;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.abiwarden.guard.GuardPolicy;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code java -jar abiwarden-agent.jar PID [OPTIONS]}: the guard for a JVM that runs already. */
public final class AttachCommand {

  private static final String USAGE =
      "usage: java -jar abiwarden-agent.jar PID [policy=observe|warn|enforce,...]"
          + " (jps lists the JVMs of this user)";

  /** How long the guard over there may take until this command ends without having seen it. */
  private static final int PATIENCE_SECONDS = 10;

  private static final long POLL_MILLIS = 50;

  private AttachCommand() {}

  /**
   * Attaches, and ends this JVM: with 0 if the other one is guarded or about to be, 1 if it is not,
   * 2 if it was called wrongly.
   *
   * @param arguments the process id, and the agent's options
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    if (arguments.length < 1
        || arguments.length > 2
        || !arguments[0].chars().allMatch(Character::isDigit)
        || arguments[0].isEmpty()) {
      err.println(USAGE);
      return 2;
    }
    String pid = arguments[0];
    String options = arguments.length == 2 ? arguments[1] : "";
    try {
      // Over there, a host must go on whatever they are; here, nothing has happened yet.
      GuardPolicy _ = GuardPolicy.parse(options);
      return attach(pid, options, out, err);
    } catch (IllegalArgumentException e) {
      err.println("abiwarden: " + e.getMessage());
      return 2;
    } catch (AttachNotSupportedException | IOException e) {
      err.println("abiwarden: cannot attach to process " + pid + ": " + e.getMessage());
    } catch (AgentLoadException | AgentInitializationException e) {
      err.println("abiwarden: process " + pid + " does not take an agent: " + e.getMessage());
    } catch (URISyntaxException e) {
      err.println("abiwarden: this jar's own place is not known: " + e.getMessage());
    } catch (NoClassDefFoundError _) {
      err.println("abiwarden: this Java cannot attach to another one; use that of a JDK");
    }
    return 1;
  }

  private static int attach(String pid, String options, PrintStream out, PrintStream err)
      throws AttachNotSupportedException,
          IOException,
          AgentLoadException,
          AgentInitializationException,
          URISyntaxException {
    VirtualMachine machine = VirtualMachine.attach(pid);
    try {
      Properties properties = machine.getSystemProperties();
      String version = properties.getProperty("java.specification.version", "");
      if (!version.equals("25") && !isNewer(version)) {
        err.println(
            "abiwarden: needs Java 25, process "
                + pid
                + " is "
                + properties.getProperty("java.version")
                + "; its imports are NOT guarded");
        return 1;
      }
      boolean present = AgentState.isOne(properties.getProperty(AgentState.PROPERTY, ""));
      if (!present) {
        machine.loadAgent(jar().toString(), options);
      }
      return tell(pid, settled(machine), present, out, err);
    } finally {
      machine.detach();
    }
  }

  private static boolean isNewer(String version) {
    try {
      return Integer.parseInt(version) > 25;
    } catch (NumberFormatException _) {
      // 1.8
      return false;
    }
  }

  private static Path jar() throws URISyntaxException {
    return Path.of(AttachCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** What the agent over there has come to; it goes on in the background after the attach. */
  private static String settled(VirtualMachine machine) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String state = AgentState.STARTING;
    while (state.equals(AgentState.STARTING) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
      state = machine.getSystemProperties().getProperty(AgentState.PROPERTY, AgentState.STARTING);
    }
    return state;
  }

  private static int tell(
      String pid, String state, boolean present, PrintStream out, PrintStream err) {
    String process = "process " + pid;
    if (state.startsWith(AgentState.ON)) {
      String policy = state.substring(AgentState.ON.length());
      out.println(
          present
              ? process + " is guarded already: " + policy + "; nothing changes"
              : process + " is guarded: " + policy);
      return 0;
    }
    if (state.equals(AgentState.STARTING)) {
      out.println(process + ": Python is busy, and is guarded as soon as it lets go of its GIL");
      return 0;
    }
    err.println(
        "abiwarden: "
            + process
            + ": imports are NOT guarded: "
            + state.replace(AgentState.OFF, ""));
    return 1;
  }
}
