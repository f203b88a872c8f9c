package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Trial;

/** What a trial's resources come to per row or second; NaN where that can't be said. Stateless. */
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

    /** Microseconds of processor of Postgres for a row stored in the measured time, the foreground's share included. */
    static double postgresMicrosPerRow(Trial trial) {
        return cores(trial, POSTGRES) * MICROS_PER_SECOND / rowsPerSecond(trial);
    }

    /** The foreground's share included. */
    static double walBytesPerRow(Trial trial) {
        return trial.measuredSeconds() > 0
                ? Timeline.figure(trial.resources().walBytes()) / trial.measuredSeconds() / rowsPerSecond(trial)
                : Double.NaN;
    }

    /** Not what was acknowledged: a log that lags would pay for rows that it has yet to store. */
    private static double rowsPerSecond(Trial trial) {
        double rate = trial.counts().stored() > 0 ? Timeline.storedPerSecond(trial) : Double.NaN;
        return rate > 0 ? rate : Double.NaN;
    }
}
