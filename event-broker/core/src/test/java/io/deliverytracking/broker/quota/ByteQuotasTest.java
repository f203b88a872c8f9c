package io.deliverytracking.broker.quota;

import static io.deliverytracking.broker.quota.QuotaEntity.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.port.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ByteQuotasTest {

    private static final String USER = "ANONYMOUS";

    private long nowMs = 123_456;

    private final ByteQuotas quotas = new ByteQuotas(
            new Clock() {
                @Override
                public long wallClockMs() {
                    throw new AssertionError("a rate follows no clock that may jump");
                }

                @Override
                public long monotonicNs() {
                    return TimeUnit.MILLISECONDS.toNanos(nowMs);
                }
            },
            QuotaWindows.DEFAULT);

    private static Map<QuotaEntity, Double> limit(String user, String clientId, double bytesPerSecond) {
        return Map.of(new QuotaEntity(user, clientId), bytesPerSecond);
    }

    @Test
    void without_a_limit_nobody_is_measured() {
        assertThat(quotas.isEmpty()).isTrue();
        assertThat(quotas.record(USER, "c", 1L << 40)).isZero();
        assertThat(quotas.mostAtOnce(USER, "c")).isEqualTo(Integer.MAX_VALUE);
        quotas.limit(limit(null, "other", 1));
        assertThat(quotas.record(USER, "c", 1L << 40)).isZero();
        assertThat(quotas.meterCount()).isZero();
    }

    @Test
    void who_is_over_the_limit_keeps_still_and_is_heard_again() {
        quotas.limit(limit(null, "c", 1_000));
        assertThat(quotas.record(USER, "c", 10_000)).isZero();
        assertThat(quotas.record(USER, "c", 5_000)).isEqualTo(5_000);
        assertThat(quotas.record(USER, "d", 5_000)).as("another client").isZero();
        nowMs += 11_000;
        assertThat(quotas.record(USER, "c", 10_000)).isZero();
    }

    @Test
    void what_is_not_sent_does_not_count() {
        quotas.limit(limit(null, "c", 1_000));
        assertThat(quotas.recordIfWithin(USER, "c", 9_000)).isZero();
        assertThat(quotas.recordIfWithin(USER, "c", 2_000)).isEqualTo(1_000);
        assertThat(quotas.recordIfWithin(USER, "c", 1_000)).isZero();
    }

    @Test
    void a_batch_larger_than_all_windows_allow_passes_after_silence_or_it_never_would() {
        quotas.limit(limit(null, "c", 1_000));
        assertThat(quotas.mostAtOnce(USER, "c")).isEqualTo(10_000);
        assertThat(quotas.recordIfWithin(USER, "c", 50_000)).isZero();
        assertThat(quotas.recordIfWithin(USER, "c", 0)).isEqualTo(40_000);
    }

    @Test
    void the_closest_limit_holds() {
        Map<QuotaEntity, Double> limits = new LinkedHashMap<>();
        List<QuotaEntity> closestLast = List.of(
                new QuotaEntity(null, DEFAULT),
                new QuotaEntity(null, "c"),
                new QuotaEntity(DEFAULT, null),
                new QuotaEntity(DEFAULT, DEFAULT),
                new QuotaEntity(DEFAULT, "c"),
                new QuotaEntity(USER, null),
                new QuotaEntity(USER, DEFAULT),
                new QuotaEntity(USER, "c"));
        for (int i = 0; i < closestLast.size(); i++) {
            limits.put(closestLast.get(i), 100.0 + i);
            quotas.limit(limits);
            assertThat(quotas.mostAtOnce(USER, "c"))
                    .as("with %s", closestLast.get(i))
                    .isEqualTo(1_000 + 10 * i);
        }
        assertThat(quotas.mostAtOnce("somebody", "else")).as("default of both").isEqualTo(1_030);
    }

    @Test
    void a_users_clients_share_the_users_limit_and_not_one_of_client_ids() {
        quotas.limit(limit(DEFAULT, null, 1_000));
        assertThat(quotas.record(USER, "a", 10_000)).isZero();
        assertThat(quotas.record(USER, "b", 1_000)).isEqualTo(1_000);
        assertThat(quotas.record("another", "b", 10_000)).isZero();

        quotas.limit(limit(null, DEFAULT, 1_000));
        assertThat(quotas.record(USER, "x", 10_000)).isZero();
        assertThat(quotas.record("another", "x", 1_000))
                .as("the same client id")
                .isEqualTo(1_000);
        assertThat(quotas.record(USER, "y", 10_000)).isZero();
    }

    @Test
    void a_new_limit_holds_for_what_was_measured_before() {
        quotas.limit(limit(null, "c", 1_000_000));
        quotas.record(USER, "c", 20_000);
        quotas.limit(limit(null, "c", 1_000));
        assertThat(quotas.record(USER, "c", 0)).isEqualTo(10_000);
    }

    @Test
    void clients_that_take_ever_new_names_take_no_more_memory() {
        quotas.limit(limit(null, DEFAULT, 1_000));
        quotas.record(USER, "steady", 11_000);
        for (int i = 0; i < 2 * ByteQuotas.MAX_METERS; i++) {
            quotas.record(USER, "name-" + i, 1);
            if (i % 1_000 == 0) {
                assertThat(quotas.record(USER, "steady", 0)).isEqualTo(1_000);
            }
        }
        assertThat(quotas.meterCount()).isEqualTo(ByteQuotas.MAX_METERS);
    }

    @Test
    void windows_are_read_from_kafkas_properties() {
        assertThat(QuotaWindows.from(Map.of())).isEqualTo(QuotaWindows.DEFAULT);
        assertThat(QuotaWindows.from(Map.of("quota.window.num", "5", "quota.window.size.seconds", "2")))
                .isEqualTo(new QuotaWindows(5, 2_000));
        assertThatThrownBy(() -> QuotaWindows.from(Map.of("quota.window.num", "many")))
                .hasMessageContaining("quota.window.num=many");
        assertThatThrownBy(() -> QuotaWindows.from(Map.of("quota.window.num", "1")))
                .hasMessageContaining("quota.window.num=1");
    }
}
