package io.deliverytracking.console.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.console.ConsoleProfile;
import io.deliverytracking.console.StubService;
import io.deliverytracking.console.StubServices;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConsoleProfile.class)
class WebSocketTunnelTest {

    @Inject
    Vertx vertx;

    @TestHTTPResource
    URI console;

    StubServices services;

    WebSocketClient client;

    @BeforeEach
    void openClient() {
        client = vertx.createWebSocketClient();
    }

    @AfterEach
    void closeClient() {
        done(client.close());
    }

    @Test
    void textAndBinaryMessagesGoBothWaysWhateverTheirSize() {
        byte[] large = new byte[50_000];
        new Random(7).nextBytes(large);
        List<String> texts = new CopyOnWriteArrayList<>();
        List<Buffer> binaries = new CopyOnWriteArrayList<>();
        WebSocket socket = done(client.connect(to("/services/location/echo")));
        socket.textMessageHandler(texts::add);
        socket.binaryMessageHandler(binaries::add);

        done(socket.writeTextMessage("{\"v\":1}"));
        done(socket.writeBinaryMessage(Buffer.buffer(large)));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(texts).containsExactly("{\"v\":1}");
            assertThat(binaries).containsExactly(Buffer.buffer(large));
        });
    }

    @Test
    void aBrowserThatDoesNotReadHoldsTheServiceBackInsteadOfFillingTheConsole() {
        StubService location = services.service("location");
        WebSocket socket = done(client.connect(to("/services/location/flood")));
        socket.pause();

        // What the sockets on the way and the two write queues hold; the service would send half a gigabyte.
        long heldBytes = whenStill(location);
        assertThat(heldBytes).isLessThan(64L * 1024 * 1024);

        socket.handler(bytes -> {});
        socket.resume();
        await().atMost(Duration.ofSeconds(30)).until(() -> location.floodedBytes() > heldBytes);
    }

    @Test
    void theEndOfOneSideIsTheEndOfTheOther() {
        services.service("simulator").stop();
        services.service("simulator").start();
        WebSocket socket = done(client.connect(to("/services/simulator/echo")));
        List<String> ended = new CopyOnWriteArrayList<>();
        socket.closeHandler(closed -> ended.add("closed"));

        services.service("simulator").stop();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(ended).hasSize(1));
        } finally {
            services.service("simulator").start();
        }
    }

    @Test
    void aServiceThatIsAwayIsABadGateway() {
        services.service("analytics").stop();
        try {
            refusedWith(502, to("/services/analytics/echo"));
        } finally {
            services.service("analytics").start();
        }
    }

    @Test
    void whatTheServiceRefusesIsRefused() {
        refusedWith(404, to("/services/location/no-such-socket"));
    }

    @Test
    void anotherSitesPageOpensNone() {
        refusedWith(403, to("/services/location/echo").addHeader("Origin", "http://evil.example"));
        refusedWith(403, to("/services/location/echo").addHeader("Sec-Fetch-Site", "cross-site"));
    }

    @Test
    void ourOwnPageDoes() {
        WebSocket socket = done(client.connect(to("/services/location/echo")
                .addHeader("Origin", "http://" + console.getAuthority())
                .addHeader("Sec-Fetch-Site", "same-origin")));

        assertThat(socket.isClosed()).isFalse();
    }

    /** How much the service has sent when it has sent nothing for a second. */
    private static long whenStill(StubService service) {
        AtomicLong last = new AtomicLong();
        await().atMost(Duration.ofSeconds(60)).during(Duration.ofSeconds(1)).until(() -> {
            long now = service.floodedBytes();
            return now > 0 && last.getAndSet(now) == now;
        });
        return last.get();
    }

    private void refusedWith(int status, WebSocketConnectOptions options) {
        assertThatThrownBy(() -> done(client.connect(options)))
                .cause()
                .cause()
                .isInstanceOfSatisfying(
                        UpgradeRejectedException.class,
                        rejected -> assertThat(rejected.getStatus()).isEqualTo(status));
    }

    private WebSocketConnectOptions to(String path) {
        return new WebSocketConnectOptions()
                .setHost(console.getHost())
                .setPort(console.getPort())
                .setURI(path);
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
