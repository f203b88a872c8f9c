package io.deliverytracking.location.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.location.domain.BoxContent;
import io.deliverytracking.location.domain.RiderPosition;
import io.deliverytracking.location.view.RiderView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text frames of {@code /api/live}, version 1. Every message is a JSON object with {@code v}.
 *
 * <pre>
 * client: {"v":1,"subscribe":"rider","riderId":7,"intervalMs":1000}
 *         {"v":1,"subscribe":"box","south":52.4,"west":13.2,"north":52.6,"east":13.6,"limit":500,"intervalMs":500}
 *         {"v":1,"subscribe":"map","id":7,"south":52.4,"west":13.2,"north":52.6,"east":13.6,
 *             "mode":"riders","limit":200000,"intervalMs":500}
 *         {"v":1,"subscribe":"map","id":8,"south":52.4,"west":13.2,"north":52.6,"east":13.6,
 *             "mode":"cells","columns":96,"rows":64,"intervalMs":500}
 *         {"v":1,"subscribe":"none"}
 *
 * service: {"v":1,"type":"rider","atMs":…,"skipped":0,"riderId":7,"rider":{…}}
 *          {"v":1,"type":"box","atMs":…,"skipped":2,"total":4711,"riders":[{…},…]}
 *          {"v":1,"type":"error","detail":"…"}
 *          binary frames: {@link io.deliverytracking.location.frame.FrameWriter}
 * </pre>
 *
 * <ul>
 *   <li>A client sends its subscription at any time; the next one replaces it. {@code intervalMs} and {@code limit} may be
 *       left out. After an error the old subscription stays. Of errors that follow each other faster than they are read some
 *       are left out.
 *   <li>{@code rider} and {@code box} messages hold the whole current state, the first at once (after another subscription:
 *       the shortest interval after its last message), then at most one an interval and only if something changed.
 *       {@code rider} is absent while nothing is known of that rider.
 *   <li>{@code atMs}: when the state was read, by the service's clock. {@code skipped}: how many intervals passed without a
 *       message because the client had not taken the one before, or all clients together had too much unread.
 *   <li>{@code map} is answered by binary frames, which carry the client's {@code id} (0 to 2^32 - 1). Its box does not cross
 *       the antimeridian. The first frame comes as soon as the service has restored its map.
 *   <li>A rider object has the fields of {@code GET /api/riders/{riderId}}.
 *   <li>Within version 1 fields may be added. A change of meaning raises {@code v}.
 * </ul>
 *
 * <p>Stateless; any thread.
 */
final class LiveMessages {

    static final int VERSION = 1;

    private record RiderMessage(
            int v,
            String type,
            long atMs,
            long skipped,
            int riderId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            RiderView rider) {}

    private record BoxMessage(int v, String type, long atMs, long skipped, int total, List<RiderView> riders) {}

    private record ErrorMessage(int v, String type, String detail) {}

    private final ObjectMapper json;

    LiveMessages(ObjectMapper json) {
        this.json = json;
    }

    String rider(int riderId, Optional<RiderPosition> rider, long atMs, long skipped) {
        RiderView view = rider.map(RiderView::of).orElse(null);
        return write(new RiderMessage(VERSION, "rider", atMs, skipped, riderId, view));
    }

    String box(BoxContent content, long atMs, long skipped) {
        List<RiderView> riders = content.riders().stream().map(RiderView::of).toList();
        return write(new BoxMessage(VERSION, "box", atMs, skipped, content.total(), riders));
    }

    String error(String detail) {
        return write(new ErrorMessage(VERSION, "error", detail));
    }

    private String write(Object message) {
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers and strings could not be written as JSON", e);
        }
    }
}
