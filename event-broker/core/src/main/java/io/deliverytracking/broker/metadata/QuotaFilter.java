package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.quota.QuotaEntity;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData.ComponentData;
import org.jspecify.annotations.Nullable;

/**
 * Which quotas a DescribeClientQuotas asks for: those whose entity has every type named, each as it is wanted, and if the
 * filter is strict no other.
 *
 * <p>Failure: a filter that says a thing twice, or half, throws {@link InvalidRequestException}.
 *
 * <p>Source: KIP-546.
 */
public final class QuotaFilter {

    /** The types of entities, as the wire names them. */
    public static final String USER = "user";

    public static final String CLIENT_ID = "client-id";
    public static final String IP = "ip";

    /** All of them. */
    static final Set<String> TYPES = Set.of(USER, CLIENT_ID, IP);

    private static final byte EXACT = 0;
    private static final byte ITS_DEFAULT = 1;
    private static final byte SPECIFIED = 2;

    private final SortedMap<String, Wanted> wanted = new TreeMap<>();
    private final boolean strict;

    /** How one part of an entity is wanted. */
    private record Wanted(byte matchType, @Nullable String match) {

        boolean fits(String name) {
            boolean isDefault = name.equals(QuotaEntity.DEFAULT);
            return switch (matchType) {
                case EXACT -> !isDefault && name.equals(match);
                case ITS_DEFAULT -> isDefault;
                default -> true;
            };
        }
    }

    public QuotaFilter(DescribeClientQuotasRequestData request) {
        this.strict = request.strict();
        for (ComponentData component : request.components()) {
            String type = component.entityType();
            if (type.isEmpty()) {
                throw new InvalidRequestException("Invalid empty entity type.");
            }
            if (wanted.containsKey(type)) {
                throw new InvalidRequestException(
                        "Entity type " + type + " cannot appear more than once in the filter.");
            }
            if (!TYPES.contains(type)) {
                throw new UnsupportedVersionException("Unsupported entity type " + type);
            }
            check(component);
            wanted.put(type, new Wanted(component.matchType(), component.match()));
        }
        if (wanted.containsKey(IP) && wanted.size() > 1) {
            throw new InvalidRequestException("Invalid entity filter component combination. IP filter component should"
                    + " not be used with user or clientId filter component.");
        }
    }

    private static void check(ComponentData component) {
        boolean named = component.match() != null;
        switch (component.matchType()) {
            case EXACT -> {
                if (!named) {
                    throw new InvalidRequestException(
                            "Request specified MATCH_TYPE_EXACT, but set match string to null.");
                }
            }
            case ITS_DEFAULT -> {
                if (named) {
                    throw new InvalidRequestException(
                            "Request specified MATCH_TYPE_DEFAULT, but also specified a match string.");
                }
            }
            case SPECIFIED -> {
                if (named) {
                    throw new InvalidRequestException(
                            "Request specified MATCH_TYPE_SPECIFIED, but also specified a match string.");
                }
            }
            default -> throw new InvalidRequestException("Unknown match type " + component.matchType());
        }
    }

    /** Whether the quotas of this entity are asked for. */
    public boolean matches(QuotaEntity entity) {
        return !wanted.containsKey(IP) && matches(USER, entity.user()) && matches(CLIENT_ID, entity.clientId());
    }

    private boolean matches(String type, @Nullable String name) {
        Wanted asked = wanted.get(type);
        if (asked == null) {
            return !strict || name == null;
        }
        return name != null && asked.fits(name);
    }
}
