package io.deliverytracking.location;

import io.deliverytracking.location.frame.DecodedFrame;
import io.deliverytracking.location.frame.DecodedFrame.Position;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * A client of the live map that applies frame after frame, and fails if a rider goes back: tests move riders north only.
 *
 * <p>Its box is so large that a step of the coordinates is {@value #STEP_E7} 1e-7 degrees.
 */
final class MapClient implements AutoCloseable {

    static final int STEP_E7 = 100;

    private static final String EVERYTHING =
            "{\"v\":1,\"subscribe\":\"map\",\"id\":1,\"mode\":\"riders\",\"intervalMs\":100,"
                    + "\"south\":0,\"west\":0,\"north\":0.65535,\"east\":0.65535}";

    private final LiveClient client;
    private final Map<Integer, Integer> northOf = new HashMap<>();

    MapClient(URI service) {
        client = new LiveClient(service.resolve("/api/live"));
        client.says(EVERYTHING);
    }

    /** Applies the next frame; waits for it. */
    MapClient hearsFrame() throws Exception {
        DecodedFrame frame = client.hearsFrame();
        if (frame.type() == 1) {
            northOf.keySet().retainAll(frame.riders().keySet());
        }
        for (Map.Entry<Integer, Position> rider : frame.riders().entrySet()) {
            int north = rider.getValue().y();
            Integer before = northOf.put(rider.getKey(), north);
            if (before != null && before > north) {
                throw new AssertionError("rider " + rider.getKey() + " went back from " + before + " to " + north);
            }
        }
        northOf.keySet().removeAll(frame.removed());
        return this;
    }

    /** Applies frames until so many riders are known and all of them so far north. */
    void hearsUntil(int riders, int north) throws Exception {
        do {
            hearsFrame();
        } while (northOf.size() < riders || northOf.values().stream().anyMatch(each -> each < north));
    }

    /** How far north each rider is, in steps. */
    Map<Integer, Integer> northOf() {
        return northOf;
    }

    @Override
    public void close() {
        client.close();
    }
}
