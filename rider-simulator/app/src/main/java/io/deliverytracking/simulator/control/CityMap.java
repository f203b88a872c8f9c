package io.deliverytracking.simulator.control;

import io.deliverytracking.simulator.config.SettingsFactory;
import io.deliverytracking.simulator.config.SimulatorConfig;
import io.deliverytracking.simulator.domain.city.CitySettings;
import io.deliverytracking.simulator.domain.city.plan.CityPlan;
import io.deliverytracking.simulator.domain.city.plan.CityPlanner;
import io.deliverytracking.simulator.domain.city.wire.NetworkWriter;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The city of this process and its map as bytes: planned once, while the application starts, for all sessions. A replay has none.
 *
 * <p>Threading: any thread, guarded by this object's lock; who asks before the plan is finished waits for it, some tenths of a second.
 */
@ApplicationScoped
public class CityMap {

    /** Of a hash, in hexadecimal digits: 64 bits tell the maps of this address apart. */
    private static final int TAG_DIGITS = 16;

    private final SimulatorConfig config;
    private final SettingsFactory settings;
    private @Nullable Planned planned;

    public CityMap(SimulatorConfig config, SettingsFactory settings) {
        this.config = config;
        this.settings = settings;
    }

    void onStart(@Observes StartupEvent event) {
        if (isThere()) {
            Thread planner = new Thread(this::planned, "city-planner");
            planner.setDaemon(true);
            planner.start();
        }
    }

    /** Whether riders move in a city, rather than as a trace says. */
    public boolean isThere() {
        return config.replay().file().isEmpty();
    }

    /** The whole city, to move in. */
    public CityPlan plan() {
        return planned().plan;
    }

    /** The map of the city; empty with a replay. */
    public Optional<Network> network() {
        return isThere() ? Optional.of(planned().network) : Optional.empty();
    }

    private synchronized Planned planned() {
        if (planned == null) {
            CitySettings city = settings.city();
            CityPlan plan = CityPlanner.plan(city.plane(), city.seed());
            byte[] bytes = NetworkWriter.write(plan);
            planned = new Planned(plan, new Network(bytes, tag(bytes)));
        }
        return planned;
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash).substring(0, TAG_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The streets and areas of the city in their binary form.
     *
     * @param tag changes with the bytes
     */
    public record Network(byte[] bytes, String tag) {}

    private record Planned(CityPlan plan, Network network) {}
}
