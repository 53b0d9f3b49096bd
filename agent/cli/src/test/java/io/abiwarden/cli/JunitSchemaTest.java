package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.cli.report.CheckFormats;
import io.abiwarden.cli.report.CheckRun;
import io.abiwarden.cli.report.SampleCheck;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

/**
 * Test reports against the schema of Jenkins' xUnit plugin, which turns away what does not fit. The
 * source package of pytest carries it for the same purpose.
 */
class JunitSchemaTest {

  private static final String PYTEST = "8.4.2";
  private static final String SHA256 =
      "86c0d0b93306b961d58d62a4db4879f27fe25513d4b969df351abdddb3c30e01";

  @TempDir Path folder;

  @Test
  void whateverIsInAReportJenkinsReadsIt() throws Exception {
    Schema schema = schema();
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      CheckRun run =
          new CheckRun(
              SampleCheck.random(random),
              List.of(),
              new Passing(Optional.empty(), List.of(), (artifact, pair) -> true));
      String xml = CheckFormats.junit(run);
      try {
        schema.newValidator().validate(new StreamSource(new StringReader(xml)));
      } catch (SAXException e) {
        throw new AssertionError(xml, e);
      }
    }
  }

  private Schema schema() throws Exception {
    Path archive = sourcePackage();
    Process tar =
        new ProcessBuilder(
                "tar",
                "xzOf",
                archive.toString(),
                "pytest-" + PYTEST + "/testing/example_scripts/junit-10.xsd")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String xsd = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tar.waitFor()).isZero();
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(new StreamSource(new StringReader(xsd)));
  }

  private Path sourcePackage() throws IOException, InterruptedException, NoSuchAlgorithmException {
    Path archive = folder.resolve("pytest-" + PYTEST + ".tar.gz");
    boolean done = false;
    try {
      Process pip =
          new ProcessBuilder(
                  "python3",
                  "-m",
                  "pip",
                  "download",
                  "--quiet",
                  "--no-deps",
                  "--no-binary",
                  "pytest",
                  "--dest",
                  folder.toString(),
                  "pytest==" + PYTEST)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("pip.log").toFile())
              .start();
      done = pip.waitFor(2, TimeUnit.MINUTES) && pip.exitValue() == 0 && Files.exists(archive);
      pip.destroy();
    } catch (IOException e) {
      // No Python here; said below.
    }
    Assumptions.assumeTrue(done, "needs pip and its index, for the source package of pytest");
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive));
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(SHA256);
    return archive;
  }
}
