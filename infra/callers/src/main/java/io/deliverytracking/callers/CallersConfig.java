package io.deliverytracking.callers;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Who may call; the same for every process. */
@ConfigMapping(prefix = "callers")
public interface CallersConfig {

    /**
     * Names beside localhost, 127.0.0.1 and [::1] under which this process is reached, without port: needed where
     * {@code quarkus.http.host} lets other machines in. A request for any other name is refused: a foreign name that
     * resolves to this machine would otherwise make what is told here its page's own.
     */
    Optional<Set<String>> allowedHosts();
}
