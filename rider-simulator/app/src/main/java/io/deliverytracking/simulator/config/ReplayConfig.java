package io.deliverytracking.simulator.config;

import io.deliverytracking.simulator.domain.replay.ReplaySettings;
import io.deliverytracking.traces.ColumnNames;
import io.deliverytracking.traces.OptionWords;
import io.deliverytracking.traces.Origin;
import io.deliverytracking.traces.TimeFormat;
import io.deliverytracking.traces.TraceOptions;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Translates {@link SimulatorConfig.Replay}; a wrong property is an {@link InvalidSettingException} with its name. Stateless. */
final class ReplayConfig {

    private static final String PREFIX = "simulator.replay.";

    private ReplayConfig() {}

    static TraceOptions options(SimulatorConfig.Replay replay) {
        SettingsFactory.requireAtLeast(PREFIX + "max-rows", replay.maxRows(), 1);
        SettingsFactory.requireAtLeast(PREFIX + "skip-lines", replay.skipLines(), 0);
        Optional<String> pattern = checked("time-format", replay.timeFormat(), OptionWords::timePattern);
        return new TraceOptions(
                new ColumnNames(
                        replay.riderColumn(),
                        replay.timeColumn(),
                        replay.latitudeColumn(),
                        replay.longitudeColumn(),
                        replay.xColumn(),
                        replay.yColumn(),
                        replay.speedColumn(),
                        replay.headingColumn()),
                replay.separator().map(text -> checked("separator", text, OptionWords::separator)),
                replay.header(),
                replay.skipLines(),
                TimeFormat.named(replay.timeFormat()).orElse(TimeFormat.PATTERN),
                pattern,
                replay.timeZone().map(text -> checked("time-zone", text, OptionWords::timeZone)),
                replay.start().map(text -> checked("start", text, start -> OptionWords.start(start, Instant.now()))),
                replay.origin().map(text -> checked("origin", text, Origin::parse)),
                replay.speedUnit(),
                replay.maxRows());
    }

    static ReplaySettings settings(SimulatorConfig.Replay replay) {
        if (replay.riders().isPresent()) {
            SettingsFactory.requireRiders(PREFIX + "riders", replay.riders().getAsInt());
            if (replay.copies() != 1) {
                throw invalid("copies", "and riders say the same thing in two ways; one of them is enough");
            }
        }
        try {
            return new ReplaySettings(
                    replay.speedUp(), replay.loop(), replay.riders(), replay.copies(), replay.copySpacingM());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("simulator.replay", "has a wrong setting: " + e.getMessage());
        }
    }

    private static <T> T checked(String name, String text, Function<String, T> words) {
        try {
            return words.apply(text);
        } catch (IllegalArgumentException e) {
            throw invalid(name, String.valueOf(e.getMessage()));
        }
    }

    private static InvalidSettingException invalid(String name, String trouble) {
        return new InvalidSettingException(PREFIX + name, trouble);
    }
}
