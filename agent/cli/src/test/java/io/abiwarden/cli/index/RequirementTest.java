package io.abiwarden.cli.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.core.wheel.ProjectVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand after {@code pypi:}. */
class RequirementTest {

  @Test
  void isANameAndOneVersion() throws IndexException {
    Requirement requirement = Requirement.parse(" Foo.Bar__baz == 1.0 ");
    assertThat(requirement.normalizedName()).isEqualTo("foo-bar-baz");
    assertThat(requirement).hasToString("Foo.Bar__baz==1.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo",
        "foo>=1",
        "foo==1.*",
        "foo[x]==1",
        "foo==",
        "==1",
        "../x==1",
        "a b==1",
        "-x==1",
        ""
      })
  void anythingElseIsSaidNotToBe(String text) {
    assertThatThrownBy(() -> Requirement.parse(text))
        .isInstanceOf(IndexException.class)
        .message()
        .contains("exactly one")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0.0, true",
    "v1, 1.0.0.0, true",
    "1.0RC1, 1.0-rc.1, true",
    "1.0-1, 1.0.post1, true",
    "1.0, 1.0+cu118, true",
    "1.0+cu118, 1.0, false",
    "1.0+cu118, 1.0+cu121, false",
    "1.0+cu118, 1.0+CU118, true",
    "1.0, 1.0rc1, false",
    "1.0, 1!1.0, false"
  })
  void meansVersionsThatAreEqual(String asked, String there, boolean means) throws IndexException {
    assertThat(Requirement.parse("x==" + asked).means(ProjectVersion.parse(there).orElseThrow()))
        .isEqualTo(means);
  }
}
