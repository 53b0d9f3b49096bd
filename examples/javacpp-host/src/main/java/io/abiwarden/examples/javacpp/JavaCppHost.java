package io.abiwarden.examples.javacpp;

import static org.bytedeco.cpython.global.python.PyErr_GetRaisedException;
import static org.bytedeco.cpython.global.python.PyImport_ImportModule;
import static org.bytedeco.cpython.global.python.PyObject_Str;
import static org.bytedeco.cpython.global.python.PyObject_Type;
import static org.bytedeco.cpython.global.python.PyRun_SimpleString;
import static org.bytedeco.cpython.global.python.PyUnicode_AsUTF8;
import static org.bytedeco.cpython.global.python.Py_FinalizeEx;
import static org.bytedeco.cpython.presets.python.cachePackages;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.cpython.PyObject;

/**
 * A program that runs the Python which JavaCPP packages: it imports what it is told to, and
 * computes something with NumPy, whatever came of the imports.
 *
 * <pre>
 * PYTHONPATH=SITE[:SITE…] java … io.abiwarden.examples.javacpp.JavaCppHost [MODULE…]
 * </pre>
 *
 * <p>SITE is a folder with installed packages, MODULE what to import from there. It knows nothing
 * of abiwarden: the guard is given to {@code java} by {@code -javaagent}.
 */
public final class JavaCppHost {

  private JavaCppHost() {}

  /** Imports, computes, and says what happened, a line each. */
  public static void main(String[] arguments) throws IOException {
    org.bytedeco.cpython.helper.python.Py_Initialize(path());
    for (String module : arguments) {
      System.out.println(module + ": " + tryToImport(module));
    }
    int done =
        PyRun_SimpleString(
            """
            import numpy
            print("numpy", numpy.__version__, "says", numpy.arange(1000).sum())
            """);
    Py_FinalizeEx();
    System.exit(done == 0 ? 0 : 1);
  }

  /** What JavaCPP brings along, and what the environment adds: this Python does not look there. */
  private static String[] path() throws IOException {
    List<String> path = new ArrayList<>();
    String added = System.getenv("PYTHONPATH");
    if (added != null) {
      path.addAll(Arrays.asList(added.split(File.pathSeparator, -1)));
    }
    for (File folder : cachePackages()) {
      path.add(folder.getPath());
    }
    return path.toArray(String[]::new);
  }

  private static String tryToImport(String module) {
    if (PyImport_ImportModule(module) != null) {
      return "imported";
    }
    PyObject error = PyErr_GetRaisedException();
    return text(PyObject_Type(error)) + ": " + text(error);
  }

  private static String text(PyObject object) {
    return PyUnicode_AsUTF8(PyObject_Str(object)).getString();
  }
}
