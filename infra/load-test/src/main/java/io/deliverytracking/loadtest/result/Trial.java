package io.deliverytracking.loadtest.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One arm at one offered rate in one scenario.
 *
 * @param arm name of the arm
 * @param offeredPerSecond events a second that the generator intended; in a spike before and after it
 * @param repetition counts from 1 where the same trial runs more than once
 * @param warmUpSeconds ran before and is in no figure but the counts
 * @param measuredSeconds what all latencies and resources cover
 * @param kept whether the arm kept up: it acknowledged at least 99.9% of what was offered, and nothing piled up
 * @param acknowledgement from the moment when an event was due to its acknowledgement
 * @param visibility from the moment when an event was due to the commit of its row; null where no rows are stored
 * @param foreground what the other users of the database felt; by operation: {@code read}, {@code create}, {@code update}
 * @param moments what was done to it, in the order of time
 * @param timeline second by second, from the warm-up's start to the last drained row
 * @param bottleneck what limited the arm, by name, with the figure that shows it
 * @param remarks what else a reader should know
 */
public record Trial(
        String arm,
        Scenario scenario,
        int offeredPerSecond,
        int repetition,
        double warmUpSeconds,
        double measuredSeconds,
        boolean kept,
        Counts counts,
        @Nullable Latency acknowledgement,
        @Nullable Latency visibility,
        Map<String, Latency> foreground,
        long foregroundErrors,
        Resources resources,
        List<Moment> moments,
        List<Second> timeline,
        String bottleneck,
        List<String> remarks) {

    /** The same with one remark more. */
    public Trial withRemark(String remark) {
        List<String> more = new ArrayList<>(remarks);
        more.add(remark);
        return new Trial(
                arm,
                scenario,
                offeredPerSecond,
                repetition,
                warmUpSeconds,
                measuredSeconds,
                kept,
                counts,
                acknowledgement,
                visibility,
                foreground,
                foregroundErrors,
                resources,
                moments,
                timeline,
                bottleneck,
                List.copyOf(more));
    }
}
