package io.abiwarden.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileUriTest {

  @ParameterizedTest
  @CsvSource({
    "dist/demo-1.0+x-py3-none-any.whl, dist/demo-1.0+x-py3-none-any.whl",
    "./dist/a b.whl,                   dist/a%20b.whl",
    "/abs/100%.whl,                    file:///abs/100%25.whl",
    "C:\\dist\\x.whl,                  file:///C:/dist/x.whl",
    "pypi:psutil==7.2.2/x.whl,         pypi%3Apsutil==7.2.2/x.whl",
    "módulo#1?.so,                     m%C3%B3dulo%231%3F.so",
    "../x.whl,                         ../x.whl",
    ".,                                .",
  })
  void isRelativeWhereThePathIs(String path, String uri) {
    assertThat(FileUri.of(path)).isEqualTo(uri);
    assertThat(URI.create(uri).isAbsolute()).isEqualTo(uri.startsWith("file:"));
  }
}
