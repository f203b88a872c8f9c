package io.deliverytracking.broker.app.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;

/**
 * The broker's properties, put together from the settings.
 *
 * <p>Failure: {@link ConfigException} that names the setting and what is wrong with it.
 */
public final class KafkaProperties {

    private static final String LOG_DIR = "log.dir";
    private static final String LOG_DIRS = "log.dirs";

    private KafkaProperties() {}

    /**
     * The application's defaults first, the file over them, then the settings over both; the shell's own settings are checked
     * on the way.
     */
    public static SortedMap<String, String> of(BrokerSettings settings) {
        requirePositive("broker.head-start", settings.headStart());
        requirePositive("broker.liveness-timeout", settings.livenessTimeout());
        requirePositive("broker.inspection.timeout", settings.inspection().timeout());
        requireBetween("broker.inspection.max-records", settings.inspection().maxRecords(), 1, 10_000);
        requireBetween("broker.inspection.max-bytes", settings.inspection().maxBytes(), 1, 64 * 1024 * 1024);
        requireBetween(
                "broker.inspection.max-field-bytes", settings.inspection().maxFieldBytes(), 1, 1024 * 1024);
        SortedMap<String, String> properties = new TreeMap<>();
        settings.propertiesFile().ifPresent(file -> properties.putAll(read(file)));
        properties.putAll(settings.kafka());
        boolean directoryIsNamed = properties.containsKey(LOG_DIR);
        settings.defaults().forEach((name, value) -> {
            // log.dirs goes before log.dir: by default it must not.
            if (!(directoryIsNamed && name.equals(LOG_DIRS))) {
                properties.putIfAbsent(name, value);
            }
        });
        return properties;
    }

    private static Map<String, String> read(Path file) {
        Properties read = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (IOException e) {
            throw new ConfigException("broker.properties-file", file, "it cannot be read: " + e);
        }
        Map<String, String> properties = new TreeMap<>();
        read.stringPropertyNames()
                .forEach(name -> properties.put(name, read.getProperty(name).trim()));
        return properties;
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new ConfigException(name, value, "it must be longer than nothing");
        }
    }

    private static void requireBetween(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ConfigException(name, value, "it must be from " + min + " to " + max);
        }
    }
}
