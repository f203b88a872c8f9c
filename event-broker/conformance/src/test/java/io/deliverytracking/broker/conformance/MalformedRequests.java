package io.deliverytracking.broker.conformance;

import io.deliverytracking.broker.conformance.wire.WireClient;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/** Frames that no client of good sense sends. */
final class MalformedRequests {

    private static final int HEADER_BYTES = 10;
    private static final short NO_CLIENT_ID = -1;

    /** What a broker can do with one. */
    record Case(String name, byte[] bytes) {}

    private MalformedRequests() {}

    static List<Case> all(Map<ApiKeys, ApiVersionsResponseData.ApiVersion> advertised) {
        List<Case> cases = new ArrayList<>();
        frames(cases);
        headers(cases);
        bodies(cases);
        advertised.forEach((api, versions) -> everyApi(cases, api, versions.maxVersion()));
        return cases;
    }

    private static void frames(List<Case> cases) {
        for (int length : new int[] {-1, Integer.MIN_VALUE, 0, 1, 7, Integer.MAX_VALUE}) {
            cases.add(new Case(
                    "a frame of length " + length,
                    ByteBuffer.allocate(Integer.BYTES + HEADER_BYTES)
                            .putInt(length)
                            .array()));
        }
    }

    private static void headers(List<Case> cases) {
        for (int key : new int[] {-1, 4, 9_999, Short.MAX_VALUE}) {
            cases.add(new Case("API key " + key, header(key, 0)));
        }
        for (int version : new int[] {0, 1, 2}) {
            cases.add(
                    new Case("Produce " + version + ", which is only advertised", header(ApiKeys.PRODUCE.id, version)));
        }
        for (int version : new int[] {-1, 0, 3, 99, Short.MAX_VALUE}) {
            cases.add(new Case("Fetch " + version, header(ApiKeys.FETCH.id, version)));
        }
        for (int version : new int[] {-1, 5, 99, Short.MAX_VALUE}) {
            cases.add(new Case("ApiVersions " + version, header(ApiKeys.API_VERSIONS.id, version)));
        }
        cases.add(new Case(
                "a client id longer than the frame",
                frame(with -> with.putShort(ApiKeys.METADATA.id)
                        .putShort((short) 0)
                        .putInt(1)
                        .putShort((short) 5_000))));
        cases.add(new Case(
                "a client id of a negative length",
                frame(with -> with.putShort(ApiKeys.METADATA.id)
                        .putShort((short) 0)
                        .putInt(1)
                        .putShort((short) -2)
                        .putInt(0))));
    }

    private static void bodies(List<Case> cases) {
        cases.add(new Case("an array of length -1 where none may be missing", metadata(0, with -> with.putInt(-1))));
        cases.add(new Case("an array of length -2", metadata(1, with -> with.putInt(-2))));
        cases.add(new Case("an array longer than the frame", metadata(1, with -> with.putInt(1_000_000))));
        cases.add(new Case("an array of the greatest length", metadata(1, with -> with.putInt(Integer.MAX_VALUE))));
        cases.add(new Case(
                "a string of length -1", metadata(1, with -> with.putInt(1).putShort((short) -1))));
        cases.add(new Case(
                "a string of length -7", metadata(1, with -> with.putInt(1).putShort((short) -7))));
        cases.add(new Case(
                "a string longer than the frame",
                metadata(1, with -> with.putInt(1).putShort((short) 99))));
        cases.add(new Case(
                "a number without an end",
                metadata(9, with -> with.put((byte) 0).put(new byte[] {-1, -1, -1, -1, -1, -1, -1}))));
        cases.add(new Case(
                "a tag that nobody knows",
                metadata(
                        9,
                        with -> with.put((byte) 0)
                                .put((byte) 1)
                                .putShort((short) 0)
                                .put((byte) 0)
                                .put((byte) 1)
                                .put((byte) 77)
                                .put((byte) 2)
                                .putShort((short) 5))));
    }

    /** A request of defaults in the highest version, shortened and lengthened. */
    private static void everyApi(List<Case> cases, ApiKeys api, short version) {
        byte[] good = WireClient.frame(api.messageType.newRequest(), version, 1);
        cases.add(new Case(api.name + " without its last byte", resized(good, good.length - 1)));
        cases.add(new Case(api.name + " with bytes behind it", resized(good, good.length + 3)));
        cases.add(new Case(api.name + " without a body", resized(good, good.length - bodyBytes(api, version))));
    }

    private static int bodyBytes(ApiKeys api, short version) {
        return api.messageType.newRequest().size(new ObjectSerializationCache(), version);
    }

    private static byte[] resized(byte[] frame, int size) {
        byte[] resized = Arrays.copyOf(frame, size);
        ByteBuffer.wrap(resized).putInt(size - Integer.BYTES);
        return resized;
    }

    private static byte[] header(int key, int version) {
        return frame(with -> with.putShort((short) key)
                .putShort((short) version)
                .putInt(1)
                .putShort(NO_CLIENT_ID)
                // As in flexible versions: no tags, and a body of zeros.
                .put(new byte[8]));
    }

    private static byte[] metadata(int version, Consumer<ByteBuffer> body) {
        return frame(with -> body.accept(with.putShort(ApiKeys.METADATA.id)
                .putShort((short) version)
                .putInt(1)
                .putShort(NO_CLIENT_ID)));
    }

    private static byte[] frame(Consumer<ByteBuffer> content) {
        ByteBuffer buffer = ByteBuffer.allocate(200);
        content.accept(buffer.putInt(0));
        int size = buffer.position();
        buffer.putInt(0, size - Integer.BYTES);
        return Arrays.copyOf(buffer.array(), size);
    }
}
