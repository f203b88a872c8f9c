package io.deliverytracking.location.live;

import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.frame.CellCounts;
import io.deliverytracking.location.frame.FrameWriter;
import java.util.function.BooleanSupplier;

/**
 * What the messages of all clients are made from.
 *
 * @param restored true once the map holds what the log held at the start
 */
record Sources(
        LiveMap map,
        LiveMessages messages,
        LatestImage images,
        FrameWriter writer,
        CellCounts counts,
        PushStatistics statistics,
        BooleanSupplier restored) {}
