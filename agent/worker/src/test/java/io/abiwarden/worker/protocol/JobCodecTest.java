package io.abiwarden.worker.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.core.image.EntryFunction.Style;
import io.abiwarden.worker.protocol.JobCodec.Assignment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobCodecTest {

  private static Assignment assignment(WorkerTask task) {
    return new Assignment(
        new WorkerJob(
            Optional.of(Path.of("/lib/libpython3.14.so.1.0")),
            Optional.of(Path.of("/usr")),
            Optional.empty(),
            false,
            List.of(Path.of("/a b"), Path.of("/c")),
            List.of(Path.of("/a b")),
            List.of(Path.of("/a b/no.so")),
            Path.of("/a b/x.so"),
            "pkg.föö",
            task,
            Duration.ofMillis(1500)),
        42);
  }

  private static byte[] bytes(Assignment assignment) throws IOException {
    var out = new ByteArrayOutputStream();
    JobCodec.write(out, assignment);
    return out.toByteArray();
  }

  @Test
  void assignmentsSurvive() throws IOException {
    for (WorkerTask task :
        List.of(
            new WorkerTask.Probe("PyInit_x", Style.PY_INIT, true),
            new WorkerTask.Probe("PyModExport_x", Style.PY_MOD_EXPORT, false),
            new WorkerTask.Import(true, false),
            new WorkerTask.Import(false, true, "import x; x.test()"),
            new WorkerTask.Subinterpreter(false, true),
            new WorkerTask.Subinterpreter(true, false))) {
      Assignment assignment = assignment(task);
      assertThat(JobCodec.read(new ByteArrayInputStream(bytes(assignment)))).isEqualTo(assignment);
    }
  }

  @Test
  void aParentThatDiedInTheMiddleIsAnError() throws IOException {
    byte[] whole = bytes(assignment(new WorkerTask.Import(true, false)));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> JobCodec.read(new ByteArrayInputStream(cut)))
          .isInstanceOf(IOException.class);
    }
  }
}
