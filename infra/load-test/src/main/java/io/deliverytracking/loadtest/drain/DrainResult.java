package io.deliverytracking.loadtest.drain;

import io.deliverytracking.loadtest.result.Environment;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A whole benchmark. Plain values.
 *
 * @param rows in the topic
 * @param batchRows most rows of a transaction
 * @param sides in the order in which they ran; one that ran in several rounds is there several times
 */
public record DrainResult(
        Instant startedAt, Environment environment, long rows, int batchRows, List<SideResult> sides) {

    public DrainResult {
        sides = List.copyOf(sides);
    }

    /**
     * Processor time of Postgres a row: the writer's ingest in parts of the bare COPY. The aim is 1.1 at most. Without the
     * autovacuum, which would decide it: it comes once a minute, and a longer run has more of it.
     */
    public OptionalDouble priceOfExactlyOnce() {
        return ratio(WriterSide.INGEST_NAME, BareCopySide.NAME, SideResult::ownServerUsPerRow);
    }

    /** The same for the whole writer, with what it does by the clock: current positions, summaries, a probe. */
    public OptionalDouble priceOfWriter() {
        return ratio(WriterSide.NAME, BareCopySide.NAME, SideResult::ownServerUsPerRow);
    }

    /** Rows a second of processor time, of server and client together: the writer's in parts of Debezium's. The aim is 10 at least. */
    public OptionalDouble gainOverDebezium() {
        return ratio(WriterSide.NAME, ConnectSide.NAME, SideResult::rowsPerCpuSecond);
    }

    /** The same of the server alone. */
    public OptionalDouble gainOverDebeziumOnServer() {
        return ratio(WriterSide.NAME, ConnectSide.NAME, SideResult::rowsPerServerSecond);
    }

    /** Whether plain program and writer stored each record once: the one has to, nothing having failed; the other promises it. */
    public boolean eachOnceWherePromised() {
        return sides.stream()
                .filter(side -> !side.name().equals(ConnectSide.NAME))
                .allMatch(side -> side.stored().isEachOnce(rows));
    }

    private OptionalDouble ratio(String one, String other, ToDoubleFunction<SideResult> figure) {
        OptionalDouble ofOne = mean(one, figure);
        OptionalDouble ofOther = mean(other, figure);
        return ofOne.isPresent() && ofOther.isPresent()
                ? OptionalDouble.of(ofOne.getAsDouble() / ofOther.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Rounds are of equal size. */
    private OptionalDouble mean(String name, ToDoubleFunction<SideResult> figure) {
        return sides.stream()
                .filter(side -> side.name().equals(name))
                .mapToDouble(figure)
                .average();
    }
}
