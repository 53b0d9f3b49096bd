package io.abiwarden.cli.index;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** An index of a test's own, on this machine. Answers what it was told to, and 404 otherwise. */
final class IndexServer implements AutoCloseable {

  /** One answer. */
  interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final String scheme;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> lastHeaders = new HashMap<>();

  IndexServer() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), "http");
  }

  private IndexServer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
    server.createContext("/", this::handle);
    server.start();
  }

  /** One that speaks TLS. */
  static IndexServer withTls(SSLContext context) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new IndexServer(server, "https");
  }

  /** The address of its simple API. */
  URI simple() {
    return uri("/simple");
  }

  URI uri(String path) {
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + path);
  }

  void answer(String path, Answer answer) {
    answers.put(path, answer);
  }

  void json(String path, String body) {
    answer(path, with(200, "application/vnd.pypi.simple.v1+json", body));
  }

  void html(String path, String body) {
    answer(path, with(200, "text/html; charset=utf-8", body));
  }

  static Answer with(int status, String type, String body) {
    return with(status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer with(int status, String type, byte[] body) {
    return exchange -> {
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    };
  }

  static Answer redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().add("Location", location);
      exchange.sendResponseHeaders(302, -1);
      exchange.close();
    };
  }

  /** The paths that were asked for, in order. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** A header of the last request. */
  Optional<String> lastHeader(String name) {
    synchronized (lastHeaders) {
      return Optional.ofNullable(lastHeaders.get(name));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    requests.add(path);
    synchronized (lastHeaders) {
      lastHeaders.clear();
      exchange.getRequestHeaders().forEach((name, all) -> lastHeaders.put(name, all.getFirst()));
    }
    try (exchange) {
      answers.getOrDefault(path, with(404, "text/plain", "nothing here")).give(exchange);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
