package io.deliverytracking.broker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens on the wire when a client is strange, broken, slow or hasty: to its connection, and to nobody else's. */
class WireTest {

    private static final int MAX_FRAME_BYTES = 100_000;

    @RegisterExtension
    final RunningBroker broker = new RunningBroker(
            "socket.request.max.bytes", Integer.toString(MAX_FRAME_BYTES), "queued.max.request.bytes", "200000");

    @ParameterizedTest
    @ValueSource(shorts = {0, 1, 2, 3, 4})
    void everyVersionOfApiVersionsIsAnsweredWithAHeaderThatIsNeverFlexible(short version) throws IOException {
        try (RawClient client = new RawClient(broker.server())) {
            client.send(ApiKeys.API_VERSIONS, version, 7, RawRequests.software());
            ApiVersionsResponseData answer =
                    client.receive(ApiKeys.API_VERSIONS, version, 7, new ApiVersionsResponseData());
            assertThat(answer.errorCode()).isZero();
            assertThat(answer.apiKeys().find(ApiKeys.PRODUCE.id).minVersion()).isZero();
            assertThat(answer.apiKeys().find(ApiKeys.FETCH.id).minVersion()).isEqualTo((short) 4);
        }
    }

    /** KIP-511: version 0, error 35, the range of ApiVersions itself; the body unread. */
    @Test
    void anApiVersionsFromTheFutureIsAnsweredInVersionZero() throws IOException {
        try (RawClient client = new RawClient(broker.server())) {
            ByteBuffer future = ByteBuffer.allocate(4 + 8 + 5).putInt(8 + 5);
            future.putShort(ApiKeys.API_VERSIONS.id).putShort((short) 99).putInt(11);
            future.put(new byte[] {-1, -1, -1, -1, -1});
            client.write(future.array());

            ByteBuffer frame = client.receive();
            assertThat(frame.getInt()).isEqualTo(11);
            ApiVersionsResponseData answer = new ApiVersionsResponseData(new ByteBufferAccessor(frame), (short) 0);
            assertThat(frame.hasRemaining()).isFalse();
            assertThat(answer.errorCode()).isEqualTo(Errors.UNSUPPORTED_VERSION.code());
            assertThat(answer.apiKeys()).hasSize(1);
            assertThat(answer.apiKeys().find(ApiKeys.API_VERSIONS.id).maxVersion())
                    .isEqualTo((short) 4);

            // The connection is good: the client asks again in a version that is known.
            client.send(ApiKeys.API_VERSIONS, 3, 12, RawRequests.software());
            client.receive(ApiKeys.API_VERSIONS, 3, 12, new ApiVersionsResponseData());
        }
    }

    @Test
    void aClientThatMisnamesItsSoftwareIsToldSo() throws IOException {
        try (RawClient client = new RawClient(broker.server())) {
            client.send(ApiKeys.API_VERSIONS, 3, 1, RawRequests.software().setClientSoftwareName("not a name!"));
            assertThat(client.receive(ApiKeys.API_VERSIONS, 3, 1, new ApiVersionsResponseData())
                            .errorCode())
                    .isEqualTo(Errors.INVALID_REQUEST.code());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 7, MAX_FRAME_BYTES + 1, Integer.MAX_VALUE})
    void aFrameOfImpossibleLengthClosesItsConnectionOnly(int length) throws IOException {
        try (RawClient good = new RawClient(broker.server());
                RawClient bad = new RawClient(broker.server())) {
            bad.write(ByteBuffer.allocate(4).putInt(length).array());
            assertThat(bad.isClosedByBroker()).isTrue();
            assertAnswers(good);
        }
    }

    @Test
    void anUnknownApiClosesItsConnectionOnly() throws IOException {
        try (RawClient good = new RawClient(broker.server());
                RawClient bad = new RawClient(broker.server())) {
            bad.write(header((short) 9_999, (short) 0));
            assertThat(bad.isClosedByBroker()).isTrue();
            assertAnswers(good);
        }
    }

    @ParameterizedTest
    @ValueSource(shorts = {-1, 3, 99})
    void aVersionThatIsNotImplementedClosesTheConnection(short version) throws IOException {
        try (RawClient bad = new RawClient(broker.server())) {
            bad.write(header(ApiKeys.FETCH.id, version));
            assertThat(bad.isClosedByBroker()).isTrue();
        }
    }

    @Test
    void aBodyThatDoesNotParseClosesItsConnectionOnlyAndGivesItsBytesBack() throws Exception {
        try (RawClient good = new RawClient(broker.server());
                RawClient bad = new RawClient(broker.server())) {
            byte[] frame = RawClient.frame(ApiKeys.METADATA, 12, 1, new MetadataRequestData());
            Arrays.fill(frame, 20, frame.length, (byte) -1);
            bad.write(frame);
            assertThat(bad.isClosedByBroker()).isTrue();
            assertAnswers(good);
        }
        ServerMetrics metrics = broker.server().metrics().toCompletableFuture().get();
        assertThat(metrics.invalidRequests()).isEqualTo(1);
        assertThat(metrics.inFlightBytes()).isZero();
    }

    @Test
    void aTopicThatIsNamedAgainAndAgainIsAnsweredOnce() throws IOException {
        MetadataRequestData request = new MetadataRequestData().setAllowAutoTopicCreation(false);
        for (int i = 0; i < 10_000; i++) {
            request.topics().add(new MetadataRequestData.MetadataRequestTopic().setName("t" + i % 2));
        }
        try (RawClient client = new RawClient(broker.server())) {
            client.send(ApiKeys.METADATA, 8, 1, request);
            assertThat(client.receive(ApiKeys.METADATA, 8, 1, new MetadataResponseData())
                            .topics())
                    .extracting(MetadataResponseData.MetadataResponseTopic::name)
                    .containsExactly("t0", "t1");
        }
    }

    /** A record's bytes stay bytes, a partition to fetch becomes objects of fifty times its size. */
    @Test
    void aRequestWithoutRecordsThatIsAsLargeAsRecordsClosesItsConnectionOnly() throws IOException {
        broker.server().close();
        BrokerServer roomy = broker.start("queued.max.request.bytes", "8000000", "socket.request.max.bytes", "8000000");
        byte[] large = RawClient.frame(
                ApiKeys.METADATA,
                8,
                1,
                new MetadataRequestData()
                        .setAllowAutoTopicCreation(false)
                        .setTopics(Collections.nCopies(
                                50, new MetadataRequestData.MetadataRequestTopic().setName("t".repeat(30_000)))));
        try (RawClient good = new RawClient(roomy);
                RawClient bad = new RawClient(roomy)) {
            bad.write(large);
            assertThat(bad.isClosedByBroker()).isTrue();
            assertAnswers(good);
        }
    }

    /** Each frame is within the limit for one; what counts is what all of them hold while their rest doesn't come. */
    @Test
    void framesThatAreNeverFinishedMakeRoomForThoseThatAre() throws Exception {
        List<RawClient> slow = new ArrayList<>();
        try (RawClient good = new RawClient(broker.server())) {
            for (int i = 0; i < 10; i++) {
                RawClient client = new RawClient(broker.server());
                slow.add(client);
                client.write(ByteBuffer.allocate(60_000).putInt(MAX_FRAME_BYTES).array());
                assertAnswers(good);
            }
            assertThat(slow.get(0).isClosedByBroker()).isTrue();
            await().atMost(BrokerClients.PATIENCE).until(() -> connections() <= 1 + 200_000 / 60_000);
            assertAnswers(good);
        } finally {
            for (RawClient client : slow) {
                client.close();
            }
        }
    }

    @Test
    void aConnectionThatEndsInsideAFrameLeavesNoTrace() throws Exception {
        try (RawClient good = new RawClient(broker.server())) {
            RawClient bad = new RawClient(broker.server());
            bad.write(ByteBuffer.allocate(10).putInt(5_000).array());
            bad.close();
            assertAnswers(good);
            await().atMost(BrokerClients.PATIENCE).until(() -> connections() == 1);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
        broker.clients().createTopic("t", 1);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        // The first waits at the broker; those behind it are ready at once, and yet must wait for their turn.
        all.write(RawClient.frame(ApiKeys.FETCH, 12, 0, RawRequests.fetch("t", 300)));
        for (int i = 1; i <= 20; i++) {
            all.write(RawClient.frame(ApiKeys.API_VERSIONS, 3, i, RawRequests.software()));
        }
        try (RawClient client = new RawClient(broker.server())) {
            client.write(all.toByteArray());
            client.receive(ApiKeys.FETCH, 12, 0, new FetchResponseData());
            for (int i = 1; i <= 20; i++) {
                client.receive(ApiKeys.API_VERSIONS, 3, i, new ApiVersionsResponseData());
            }
        }
    }

    @Test
    void morePipelinedRequestsThanTheBrokerTakesAtOnceAreAllAnswered() throws IOException {
        broker.clients().createTopic("t", 1);
        int requests = 3 * Connection.MAX_PIPELINED;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < requests; i++) {
            all.write(RawClient.frame(ApiKeys.FETCH, 12, i, RawRequests.fetch("t", 1)));
        }
        try (RawClient client = new RawClient(broker.server())) {
            client.write(all.toByteArray());
            for (int i = 0; i < requests; i++) {
                client.receive(ApiKeys.FETCH, 12, i, new FetchResponseData());
            }
        }
    }

    @Test
    void requestsBeyondTheBytesInFlightWaitForThoseBefore() throws Exception {
        broker.clients().createTopic("t", 1);
        byte[] value = new byte[90_000];
        try (RawClient first = new RawClient(broker.server());
                RawClient second = new RawClient(broker.server())) {
            for (int i = 0; i < 10; i++) {
                first.send(ApiKeys.PRODUCE, 9, i, RawRequests.produce("t", value, 1));
                second.send(ApiKeys.PRODUCE, 9, i, RawRequests.produce("t", value, 1));
            }
            for (int i = 0; i < 10; i++) {
                first.receive(ApiKeys.PRODUCE, 9, i, new ProduceResponseData());
                second.receive(ApiKeys.PRODUCE, 9, i, new ProduceResponseData());
            }
        }
        assertThat(broker.server().metrics().toCompletableFuture().get().inFlightBytes())
                .isZero();
    }

    @Test
    void aReaderThatTakesNothingIsNotReadFromEither() throws Exception {
        broker.clients().createTopic("t", 1);
        try (RawClient writer = new RawClient(broker.server())) {
            for (int i = 0; i < 100; i++) {
                writer.send(ApiKeys.PRODUCE, 9, i, RawRequests.produce("t", new byte[90_000], 1));
                writer.receive(ApiKeys.PRODUCE, 9, i, new ProduceResponseData());
            }
        }
        try (RawClient slow = new RawClient(broker.server());
                RawClient good = new RawClient(broker.server())) {
            // Each answer has nine megabytes: all fifty would fill the heap if they were prepared ahead. So many are
            // loaded in the background, and the requests come in one piece: the broker has read them all by then.
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 50; i++) {
                all.write(RawClient.frame(ApiKeys.FETCH, 12, i, RawRequests.fetch("t", 1_000)));
            }
            slow.write(all.toByteArray());
            await().atMost(BrokerClients.PATIENCE)
                    .until(() -> broker.server()
                                    .metrics()
                                    .toCompletableFuture()
                                    .get()
                                    .bytesOut()
                            > 9_000_000);
            assertAnswers(good);
            ServerMetrics metrics =
                    broker.server().metrics().toCompletableFuture().get();
            assertThat(metrics.bytesOut()).isLessThan(40_000_000);
            for (int i = 0; i < 50; i++) {
                assertThat(slow.receive().remaining()).isGreaterThan(8_000_000);
            }
        }
    }

    @Test
    void withoutAcknowledgementThereIsNoAnswer() throws IOException {
        broker.clients().createTopic("t", 1);
        try (RawClient client = new RawClient(broker.server())) {
            client.send(ApiKeys.PRODUCE, 9, 1, RawRequests.produce("t", new byte[10], 0));
            client.send(ApiKeys.API_VERSIONS, 3, 2, RawRequests.software());
            client.receive(ApiKeys.API_VERSIONS, 3, 2, new ApiVersionsResponseData());
        }
    }

    @Test
    void aFailureWithoutAcknowledgementClosesTheConnection() throws IOException {
        try (RawClient client = new RawClient(broker.server())) {
            client.send(ApiKeys.PRODUCE, 9, 1, RawRequests.produce("t", new byte[10], 0));
            assertThat(client.isClosedByBroker()).isTrue();
        }
    }

    private int connections() throws Exception {
        return broker.server().metrics().toCompletableFuture().get().connections();
    }

    private static void assertAnswers(RawClient client) throws IOException {
        client.send(ApiKeys.METADATA, 12, 77, new MetadataRequestData().setTopics(List.of()));
        MetadataResponseData metadata = client.receive(ApiKeys.METADATA, 12, 77, new MetadataResponseData());
        assertThat(metadata.brokers()).hasSize(1);
    }

    private static byte[] header(short key, short version) {
        return ByteBuffer.allocate(4 + 10)
                .putInt(10)
                .putShort(key)
                .putShort(version)
                .putInt(1)
                .putShort((short) -1)
                .array();
    }
}
