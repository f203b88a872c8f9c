package io.deliverytracking.labs.clients;

import io.deliverytracking.labs.stage.Stage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Settings of the broker that decide how long a lesson has to wait. */
public final class BrokerSettings {

    private static final long PATIENT_MS = 10_000;

    private BrokerSettings() {}

    /** Says so if the broker looks for what retention or compaction may delete so seldom that one would wonder. */
    public static void tellIfItSeldomLooks(Stage stage, String setting) throws InterruptedException {
        long everyMs = milliseconds(stage, setting);
        if (everyMs > PATIENT_MS) {
            stage.remark("This broker looks for what may go each " + everyMs / 1_000 + " s (" + setting
                    + "; the lab's own does each half second): that long this may take.");
        }
    }

    /** 0 where the broker does not say. */
    private static long milliseconds(Stage stage, String setting) throws InterruptedException {
        try {
            String broker = stage.admin()
                    .describeCluster()
                    .nodes()
                    .get()
                    .iterator()
                    .next()
                    .idString();
            ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker);
            Map<ConfigResource, Config> configs =
                    stage.admin().describeConfigs(List.of(resource)).all().get();
            Config config = configs.get(resource);
            ConfigEntry entry = config == null ? null : config.get(setting);
            return entry == null || entry.value() == null ? 0 : Long.parseLong(entry.value());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnsupportedVersionException) {
                return 0;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
