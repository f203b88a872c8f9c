package io.deliverytracking.dbwriter;

import io.deliverytracking.dbwriter.config.DbWriterConfig;
import io.deliverytracking.dbwriter.domain.PacePolicy;
import io.deliverytracking.dbwriter.domain.PaceStatus;
import io.deliverytracking.dbwriter.domain.Pacer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The pace as gauges. */
@Singleton
@Startup // so that its gauges are there from the start
public class PaceMetrics {
    private static final double MS_PER_S = 1e3;
    private static final double NS_PER_S = 1e9;

    private final Pacer pacer;
    private final DbWriterConfig.Ingest settings;
    private final MeterRegistry metrics;

    public PaceMetrics(Pacer pacer, DbWriterConfig config, MeterRegistry metrics) {
        this.pacer = pacer;
        this.settings = config.ingest();
        this.metrics = metrics;
        for (PacePolicy policy : PacePolicy.values()) {
            Gauge.builder("dbwriter.pace.policy", () -> settings.policy() == policy ? 1 : 0)
                    .description("Who gives way: 1 for the policy that is set")
                    .tag("policy", policy.name().toLowerCase(Locale.ROOT))
                    .register(metrics);
        }
        gauge(
                "dbwriter.pace.rows",
                "Rows a second that the writer may store; infinite without a pace",
                status -> status.rowsPerSecond());
        gauge(
                "dbwriter.pace.transaction.rows",
                "Most rows of the next transaction; 0 without a pace",
                status -> status.transactionRows());
        seconds("dbwriter.pace.pause", "Before the last transaction", status -> status.pauseMs() / MS_PER_S);
        seconds(
                "dbwriter.pace.lag",
                "How long ago the records that came last had been sent",
                status -> status.lagMs() / MS_PER_S);
        gauge("dbwriter.pace.lag.wins", "Whether lag has set the pace aside", status -> status.lagWins() ? 1 : 0);
        seconds(
                "dbwriter.foreground.p99",
                "Of single-row transactions in the last minute, an estimate",
                status -> status.foregroundP99Ms() / MS_PER_S);
        seconds(
                "dbwriter.foreground.bound",
                "What that is to stay within, under foreground-first",
                status -> seconds(settings.foregroundP99()));
        seconds(
                "dbwriter.commit.p99",
                "Of the writer's own commits in the last minute",
                status -> status.commitP99Ms() / MS_PER_S);
    }

    private void seconds(String name, String description, ToDoubleFunction<PaceStatus> value) {
        Gauge.builder(name, () -> value.applyAsDouble(pacer.status()))
                .description(description)
                .baseUnit("seconds")
                .register(metrics);
    }

    private void gauge(String name, String description, ToDoubleFunction<PaceStatus> value) {
        Gauge.builder(name, () -> value.applyAsDouble(pacer.status()))
                .description(description)
                .register(metrics);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NS_PER_S;
    }
}
