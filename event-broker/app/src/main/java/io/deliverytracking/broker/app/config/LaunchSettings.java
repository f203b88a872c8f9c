package io.deliverytracking.broker.app.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings, read before there is a shell: from system properties, the environment, {@code
 * config/application.properties} in the working directory, and the packaged {@code application.properties}; the first
 * that knows a setting wins, as in Quarkus.
 *
 * <p>Quarkus would read them from further places, for which it looks into every jar. {@link
 * io.deliverytracking.broker.app.BrokerProcess} compares both when the shell is there, so a setting from elsewhere is
 * never passed over in silence.
 */
public final class LaunchSettings {

    private static final String FILE = "application.properties";
    private static final int WORKING_DIRECTORY_ORDINAL = 260;
    private static final int PACKAGED_ORDINAL = 250;
    private static final int BEFORE_BUILT_IN_CONVERTERS = 200;
    private static final String PROFILE = "prod";

    private LaunchSettings() {}

    /**
     * Reads everything below {@code broker.}
     *
     * @throws ConfigException that names the setting and what is wrong with it
     */
    public static BrokerSettings read() {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addSystemSources()
                .withProfile(PROFILE)
                .withConverter(Duration.class, BEFORE_BUILT_IN_CONVERTERS, new DurationConverter())
                .withConverter(Path.class, BEFORE_BUILT_IN_CONVERTERS, new PathConverter())
                .withValidateUnknown(false)
                .withMapping(BrokerSettings.class);
        try {
            Path local = Path.of("config", FILE);
            if (Files.exists(local)) {
                builder.withSources(new PropertiesConfigSource(local.toUri().toURL(), WORKING_DIRECTORY_ORDINAL));
            }
            URL packaged = Thread.currentThread().getContextClassLoader().getResource(FILE);
            if (packaged != null) {
                builder.withSources(new PropertiesConfigSource(packaged, PACKAGED_ORDINAL));
            }
            return builder.build().unwrap(SmallRyeConfig.class).getConfigMapping(BrokerSettings.class);
        } catch (IOException e) {
            throw new ConfigException("The settings cannot be read: " + e);
        } catch (IllegalArgumentException | NoSuchElementException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }
}
