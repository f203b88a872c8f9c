package io.deliverytracking.loadtest.drain;

import io.deliverytracking.loadtest.drain.SideResult.Busiest;
import io.deliverytracking.loadtest.drain.SideResult.Stored;
import io.deliverytracking.loadtest.result.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Results as a benchmark on two processors could have had them: ten seconds each. */
final class Results {

    static final long RECORDS = 1_000_000;

    private Results() {}

    static SideResult side(String name, long rows, double serverCpu, double clientCpu) {
        return new SideResult(
                name,
                name,
                rows,
                rows,
                10,
                200,
                serverCpu,
                serverCpu - 0.5,
                0,
                0.5,
                clientCpu,
                null,
                1,
                12,
                0.4,
                rows * 75,
                rows * 200,
                List.of(new Busiest("postgres: COPY", 0.5), new Busiest("client: main", 0.4)),
                new Stored(rows, rows, rows));
    }

    static DrainResult of(SideResult... sides) {
        return new DrainResult(
                Instant.EPOCH,
                new Environment("machine", 2, 1L << 34, "os", "commit", Map.of(), Map.of(), Map.of()),
                RECORDS,
                5_000,
                List.of(sides));
    }
}
