package io.abiwarden.junit;

import static io.abiwarden.junit.AbiwardenAssertions.assertThat;

import java.io.IOException;
import java.net.URL;
import org.junit.jupiter.api.Test;

/**
 * Which JUnit these tests run with: the one that the build says, 5 here and 6 in a module beside.
 */
class JUnitVersionTest {

  @Test
  void isTheOneThatIsMeant() throws IOException {
    String wanted = System.getProperty("abiwarden.test.junit", "5.");
    URL place = Test.class.getResource("Test.class");
    assertThat(String.valueOf(place)).contains("junit-jupiter-api-" + wanted);
  }
}
