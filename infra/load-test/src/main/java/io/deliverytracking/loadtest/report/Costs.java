package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Trial;

/** What a trial's resources come to per event or second; NaN where that can't be said. Stateless. */
final class Costs {

    static final String POSTGRES = "postgres";

    private static final double MICROS_PER_SECOND = 1e6;

    private Costs() {}

    /** Cores in use over the measured time. */
    static double cores(Trial trial, String process) {
        Double seconds = trial.resources().cpuSeconds().get(process);
        return seconds == null || !(trial.measuredSeconds() > 0) ? Double.NaN : seconds / trial.measuredSeconds();
    }

    static double cores(Trial trial) {
        return trial.resources().cpuSeconds().isEmpty() || !(trial.measuredSeconds() > 0)
                ? Double.NaN
                : trial.resources().cpuSeconds().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum()
                        / trial.measuredSeconds();
    }

    /** Microseconds of processor of Postgres for an acknowledged event, the foreground's share included. */
    static double postgresMicrosPerEvent(Trial trial) {
        return cores(trial, POSTGRES) * MICROS_PER_SECOND / acknowledgedPerSecond(trial);
    }

    /** The foreground's share included. */
    static double walBytesPerEvent(Trial trial) {
        return trial.measuredSeconds() > 0
                ? trial.resources().walBytes() / trial.measuredSeconds() / acknowledgedPerSecond(trial)
                : Double.NaN;
    }

    private static double acknowledgedPerSecond(Trial trial) {
        double rate = Timeline.acknowledgedPerSecond(trial);
        return rate > 0 ? rate : Double.NaN;
    }
}
