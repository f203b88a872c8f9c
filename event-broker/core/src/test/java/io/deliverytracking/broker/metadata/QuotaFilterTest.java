package io.deliverytracking.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.quota.QuotaEntity;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData.ComponentData;
import org.junit.jupiter.api.Test;

class QuotaFilterTest {

    private static final int EXACT = 0;
    private static final int ITS_DEFAULT = 1;
    private static final int SPECIFIED = 2;

    private static final QuotaEntity USER = new QuotaEntity("u", null);
    private static final QuotaEntity DEFAULT_USER = new QuotaEntity(QuotaEntity.DEFAULT, null);
    private static final QuotaEntity CLIENT = new QuotaEntity(null, "c");
    private static final QuotaEntity BOTH = new QuotaEntity("u", "c");

    private static ComponentData part(String type, int match, String name) {
        return new ComponentData()
                .setEntityType(type)
                .setMatchType((byte) match)
                .setMatch(name);
    }

    private static List<QuotaEntity> found(boolean strict, ComponentData... parts) {
        QuotaFilter filter = new QuotaFilter(
                new DescribeClientQuotasRequestData().setStrict(strict).setComponents(List.of(parts)));
        return Stream.of(USER, DEFAULT_USER, CLIENT, BOTH)
                .filter(filter::matches)
                .toList();
    }

    @Test
    void every_type_named_must_be_there_as_it_is_wanted() {
        assertThat(found(false)).containsExactly(USER, DEFAULT_USER, CLIENT, BOTH);
        assertThat(found(false, part("user", SPECIFIED, null))).containsExactly(USER, DEFAULT_USER, BOTH);
        assertThat(found(false, part("user", EXACT, "u"))).containsExactly(USER, BOTH);
        assertThat(found(false, part("user", EXACT, ""))).isEmpty();
        assertThat(found(false, part("user", ITS_DEFAULT, null))).containsExactly(DEFAULT_USER);
        assertThat(found(false, part("user", SPECIFIED, null), part("client-id", EXACT, "c")))
                .containsExactly(BOTH);
        assertThat(found(false, part("ip", SPECIFIED, null))).isEmpty();
    }

    @Test
    void a_strict_filter_leaves_out_who_has_more_types() {
        assertThat(found(true)).isEmpty();
        assertThat(found(true, part("user", SPECIFIED, null))).containsExactly(USER, DEFAULT_USER);
        assertThat(found(true, part("client-id", EXACT, "c"))).containsExactly(CLIENT);
    }

    @Test
    void a_filter_that_makes_no_sense_is_refused() {
        for (ComponentData[] wrong : List.of(
                new ComponentData[] {part("", EXACT, "x")},
                new ComponentData[] {part("user", EXACT, "x"), part("user", EXACT, "y")},
                new ComponentData[] {part("user", EXACT, null)},
                new ComponentData[] {part("user", ITS_DEFAULT, "x")},
                new ComponentData[] {part("user", SPECIFIED, "x")},
                new ComponentData[] {part("user", 3, null)},
                new ComponentData[] {part("user", SPECIFIED, null), part("ip", SPECIFIED, null)})) {
            assertThatThrownBy(() -> found(false, wrong)).isInstanceOf(InvalidRequestException.class);
        }
        assertThatThrownBy(() -> found(false, part("group", EXACT, "x")))
                .isInstanceOf(UnsupportedVersionException.class);
    }
}
