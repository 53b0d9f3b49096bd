package io.abiwarden.cli.index;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** What went wrong between here and a server, in words of the user's. */
final class Failures {

  private Failures() {}

  /** Whether the same may go well a moment later. */
  static boolean mayPass(IOException e) {
    return !(e instanceof UnknownHostException
        || e instanceof ConnectException
        || e instanceof NoRouteToHostException
        || e instanceof SSLException
        || isAboutProxy(e));
  }

  /** One line for the user, with what to do. */
  static IndexException explain(URI address, IOException e, PipSettings settings) {
    String advice =
        switch (e) {
          case SSLException _ ->
              "if a company's or a proxy's own certificate stands in the way, name its authority"
                  + " with PIP_CERT=FILE.pem or pip's cert option";
          case SocketTimeoutException _ ->
              "PIP_DEFAULT_TIMEOUT=SECONDS gives it more than "
                  + settings.timeout().toSeconds()
                  + " s";
          case UnknownHostException _, ConnectException _, NoRouteToHostException _ ->
              "is this machine offline, or does it need a proxy (HTTPS_PROXY)? A wheel that lies"
                  + " here can be given as a file";
          default -> isAboutProxy(e) ? "look at HTTPS_PROXY" : "try again later";
        };
    return new IndexException(server(address) + ": " + what(e) + "; " + advice, e);
  }

  /** A few words. */
  static String what(IOException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return switch (e) {
      case UnknownHostException _ -> "unknown host";
      case SocketTimeoutException _ -> "no answer in time";
      case ConnectException _ -> "no connection (" + message + ")";
      case SSLException _ -> "its certificate or connection is not trusted (TLS: " + message + ")";
      default -> message.isEmpty() ? "the connection failed" : message;
    };
  }

  /** The host, and the port if it is an unusual one. */
  static String server(URI address) {
    return address.getHost() == null
        ? Links.shown(address)
        : address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
  }

  /** The JDK has no type for this. */
  private static boolean isAboutProxy(IOException e) {
    return String.valueOf(e.getMessage()).startsWith("Unable to tunnel through proxy");
  }
}
