package io.deliverytracking.broker.quota;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Whom a quota is for: a user, a client id, or a client id of a user. Either by its name, or {@link #DEFAULT} for all who
 * have no quota under their own.
 *
 * @param user a principal's name; null if it may be anybody's
 * @param clientId a client's name for itself; null if it may be any
 */
public record QuotaEntity(@Nullable String user, @Nullable String clientId) implements Comparable<QuotaEntity> {

    /** Stands for all without a quota under their own name; the wire writes null. No real name is empty. */
    public static final String DEFAULT = "";

    private static final Comparator<@Nullable String> NAMES = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<QuotaEntity> ORDER =
            Comparator.comparing(QuotaEntity::user, NAMES).thenComparing(QuotaEntity::clientId, NAMES);

    public QuotaEntity {
        if (user == null && clientId == null) {
            throw new IllegalArgumentException("a quota is for a user, for a client id, or for both");
        }
    }

    @Override
    public int compareTo(QuotaEntity other) {
        return ORDER.compare(this, other);
    }
}
