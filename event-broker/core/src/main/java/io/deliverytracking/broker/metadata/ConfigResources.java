package io.deliverytracking.broker.metadata;

import java.util.Comparator;
import org.apache.kafka.common.config.ConfigResource;

/** The one order in which configuration resources are iterated: by type id, then by name. */
final class ConfigResources {

    static final Comparator<ConfigResource> ORDER = Comparator.<ConfigResource>comparingInt(
                    resource -> resource.type().id())
            .thenComparing(ConfigResource::name);

    private ConfigResources() {}
}
