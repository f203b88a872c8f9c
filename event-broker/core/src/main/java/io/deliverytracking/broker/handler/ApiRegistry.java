package io.deliverytracking.broker.handler;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.Nullable;

/**
 * Every API this broker answers, with explicit version ranges: a newer client library on the class path
 * brings new versions of the messages, and must not make the broker promise them.
 *
 * <p>Threading: filled before the first connection is accepted, immutable for the lane afterwards.
 */
public final class ApiRegistry {

    private final SortedMap<Short, ApiHandler<?, ?>> handlers = new TreeMap<>();

    /** A registry of these handlers. */
    public ApiRegistry(Collection<? extends ApiHandler<?, ?>> handlers) {
        handlers.forEach(this::register);
    }

    /** Adds a handler; two for the same key, or a range the codec does not know, are a mistake of ours. */
    public void register(ApiHandler<?, ?> handler) {
        ApiKeys key = handler.apiKey();
        if (handler.lowestVersion() < key.messageType.lowestSupportedVersion()
                || handler.highestVersion() > key.messageType.highestSupportedVersion(true)
                || handler.lowestVersion() > handler.highestVersion()) {
            throw new IllegalArgumentException("Versions " + handler.lowestVersion() + " to " + handler.highestVersion()
                    + " of " + key + " are not in the codec");
        }
        if (handlers.putIfAbsent(key.id, handler) != null) {
            throw new IllegalArgumentException("Two handlers for " + key);
        }
    }

    /** The handler for an API key, or null if this broker does not answer it. */
    public @Nullable ApiHandler<?, ?> handler(short apiKey) {
        return handlers.get(apiKey);
    }

    /** All handlers by API key. */
    public Collection<ApiHandler<?, ?>> handlers() {
        return Collections.unmodifiableCollection(handlers.values());
    }

    /** What ApiVersions answers, by API key. */
    public List<ApiVersion> advertised() {
        return handlers.values().stream().map(handler -> advertised(handler)).toList();
    }

    /** What ApiVersions answers for one API. */
    public static ApiVersion advertised(ApiHandler<?, ?> handler) {
        return new ApiVersion()
                .setApiKey(handler.apiKey().id)
                .setMinVersion(handler.lowestAdvertisedVersion())
                .setMaxVersion(handler.highestVersion());
    }
}
