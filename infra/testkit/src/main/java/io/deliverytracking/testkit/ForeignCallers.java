package io.deliverytracking.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

/**
 * Calls a service as a foreign page in a browser of this machine would, and asserts that it is refused, and that others are
 * not. Requests are written by hand: HTTP clients don't let one choose a Host, least of all a wrong one.
 */
public final class ForeignCallers {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> NO_HOSTS =
            List.of("evil@localhost", "localhost:99999999", "[::1]evil.example", "");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    /** Four header lines, the last without its end. RFC 6455, 1.3 has the key. */
    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    private final URI service;
    private final String host;
    private final SoftAssertions softly = new SoftAssertions();

    private ForeignCallers(URI service) {
        this.service = service;
        this.host = "Host: " + service.getAuthority();
    }

    /** Asks for paths that every application has, and for one that none has, where the service listens. */
    public static void areRefused(URI service) {
        ForeignCallers callers = new ForeignCallers(service);
        callers.askAsForeignPages();
        callers.askAsOthers();
        callers.softly.assertAll();
    }

    /** The status of the answer to the opening of a WebSocket, by a page of {@code origin}. */
    public static int statusOfUpgrade(URI service, String path, String origin) {
        ForeignCallers callers = new ForeignCallers(service);
        String answer = callers.answer("GET", path, callers.host, "Origin: " + origin, UPGRADE);
        return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    private void askAsForeignPages() {
        refused("POST", "/api/foreign", host, "Origin: http://evil.example");
        refused("POST", "/api/foreign", host, "Sec-Fetch-Site: cross-site");
        refused("GET", "/api/foreign", host, "Origin: http://evil.example", UPGRADE);
        refused("GET", "/q/health/live", "Host: evil.example:" + service.getPort());
        refused("GET", "/q/openapi", "Host: evil.example");
        NO_HOSTS.forEach(name -> refused("GET", "/q/health/live", "Host: " + name));
        refused("GET", "/q/health/live");
    }

    private void askAsOthers() {
        answered("200", "GET", "/q/health/live", host);
        answered("200", "GET", "/q/health/live", host, "Origin: http://evil.example", "Sec-Fetch-Site: cross-site");
        // There is no such path: to be told so is to have passed.
        answered("404", "POST", "/api/foreign", host);
        String ownPage = "Origin: http://" + service.getAuthority();
        answered("404", "POST", "/api/foreign", host, ownPage, "Sec-Fetch-Site: same-origin");
    }

    private void refused(String... request) {
        softly.assertThat(answer(request))
                .as(String.join(" | ", request))
                .startsWith("HTTP/1.1 403 ")
                .containsIgnoringCase("\r\ncontent-type: application/problem+json\r\n")
                .contains("\"status\":403");
    }

    private void answered(String status, String... request) {
        softly.assertThat(answer(request)).as(String.join(" | ", request)).startsWith("HTTP/1.1 " + status + ' ');
    }

    /** To method, path and lines of headers: the answer's head, and its body if its length is told. */
    private String answer(String... request) {
        List<String> headers = List.of(request).subList(2, request.length);
        String text = request[0] + ' ' + request[1] + " HTTP/1.1\r\n"
                + headers.stream().map(header -> header + "\r\n").collect(Collectors.joining())
                + "\r\n";
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            StringBuilder head = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                head.append((char) next);
                if (head.indexOf("\r\n\r\n") >= 0) {
                    break;
                }
            }
            Matcher length = LENGTH.matcher(head);
            byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
            return head + new String(body, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
