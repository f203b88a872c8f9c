package io.deliverytracking.location.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.location.config.TestConfig;
import io.deliverytracking.location.domain.GeoBox;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionReaderTest {

    private final SubscriptionReader reader =
            new SubscriptionReader(new ObjectMapper(), TestConfig.with(Map.of()).live());

    @Test
    void readsARider() {
        assertThat(reader.read("{\"v\":1,\"subscribe\":\"rider\",\"riderId\":7,\"intervalMs\":200}"))
                .contains(new Subscription.OfRider(7, 200));
    }

    @Test
    void readsABoxWithDefaultsForWhatIsLeftOut() {
        assertThat(reader.read("{\"v\":1,\"subscribe\":\"box\",\"south\":-1,\"west\":170.5,\"north\":1,\"east\":-170}"))
                .contains(new Subscription.OfBox(
                        new GeoBox(-10_000_000, 1_705_000_000, 10_000_000, -1_700_000_000), 1_000, 1_000));
    }

    @Test
    void readsTheEndOfASubscription() {
        assertThat(reader.read("{\"v\":1,\"subscribe\":\"none\"}")).isEmpty();
    }

    @Test
    void passesOverFieldsOfANewerClient() {
        assertThat(reader.read("{\"v\":1,\"subscribe\":\"rider\",\"riderId\":7,\"colour\":\"red\"}"))
                .contains(new Subscription.OfRider(7, 1_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "nonsense",
                "{\"subscribe\":\"none\"}",
                "{\"v\":2,\"subscribe\":\"none\"}",
                "{\"v\":1}",
                "{\"v\":1,\"subscribe\":\"everything\"}",
                "{\"v\":1,\"subscribe\":\"rider\"}",
                "{\"v\":1,\"subscribe\":\"rider\",\"riderId\":0}",
                "{\"v\":1,\"subscribe\":\"rider\",\"riderId\":1.5}",
                "{\"v\":1,\"subscribe\":\"rider\",\"riderId\":7,\"intervalMs\":1}",
                "{\"v\":1,\"subscribe\":\"rider\",\"riderId\":7,\"intervalMs\":\"often\"}",
                "{\"v\":1,\"subscribe\":\"box\",\"south\":1,\"west\":0,\"north\":0,\"east\":1}",
                "{\"v\":1,\"subscribe\":\"box\",\"south\":0,\"west\":0,\"north\":91,\"east\":1}",
                "{\"v\":1,\"subscribe\":\"box\",\"south\":0,\"west\":0,\"north\":1}",
                "{\"v\":1,\"subscribe\":\"box\",\"south\":0,\"west\":0,\"north\":true,\"east\":1}",
                "{\"v\":1,\"subscribe\":\"box\",\"south\":0,\"west\":0,\"north\":\"1\",\"east\":1}",
                "{\"v\":1,\"subscribe\":\"box\",\"south\":0,\"west\":0,\"north\":1,\"east\":null}",
                "{\"v\":1.9,\"subscribe\":\"none\"}",
                "{\"v\":\"1\",\"subscribe\":\"none\"}",
                "{\"v\":1,\"subscribe\":\"box\",\"south\":0,\"west\":0,\"north\":1,\"east\":1,\"limit\":1000000}"
            })
    void refusesWhatCannotBeMeant(String text) {
        assertThatThrownBy(() -> reader.read(text)).isInstanceOf(RefusedSubscription.class);
    }
}
