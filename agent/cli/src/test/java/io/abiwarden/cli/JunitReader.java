package io.abiwarden.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.xml.sax.SAXException;

/** Test reports, as Maven's Surefire report reads them. */
final class JunitReader {

  private JunitReader() {}

  /** All suites with cases in them. */
  static List<ReportTestSuite> suites(String xml) {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    try {
      return new TestSuiteXmlParser(new NullConsoleLogger())
          .parse(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8));
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new AssertionError(xml, e);
    }
  }

  /** All cases. */
  static List<ReportTestCase> cases(String xml) {
    return suites(xml).stream().flatMap(suite -> suite.getTestCases().stream()).toList();
  }
}
