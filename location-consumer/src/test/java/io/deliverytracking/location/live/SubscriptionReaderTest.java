package io.deliverytracking.location.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.location.config.TestConfig;
import io.deliverytracking.location.domain.GeoBox;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionReaderTest {

    private static final GeoBox BOX = new GeoBox(-10_000_000, -20_000_000, 10_000_000, 20_000_000);

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
    void readsAMapOfRiders() {
        assertThat(reader.read(
                        "{\"v\":1,\"subscribe\":\"map\",\"id\":4294967295,\"south\":-1,\"west\":-2,\"north\":1,\"east\":2,"
                                + "\"mode\":\"riders\",\"limit\":200000,\"intervalMs\":500}"))
                .contains(new Subscription.OfMapRiders(-1, BOX, 200_000, 500));
        assertThat(reader.read(
                        "{\"v\":1,\"subscribe\":\"map\",\"id\":0,\"south\":-1,\"west\":-2,\"north\":1,\"east\":2,"
                                + "\"mode\":\"riders\"}"))
                .contains(new Subscription.OfMapRiders(0, BOX, 200_000, 1_000));
    }

    @Test
    void readsAMapOfCells() {
        assertThat(reader.read(
                        "{\"v\":1,\"subscribe\":\"map\",\"id\":7,\"south\":-1,\"west\":-2,\"north\":1,\"east\":2,"
                                + "\"mode\":\"cells\",\"columns\":96,\"rows\":64}"))
                .contains(new Subscription.OfMapCells(7, BOX, 96, 64, 1_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"mode\":\"riders\" | id must be a whole number",
                "\"mode\":\"riders\",\"id\":4294967296 | id must be a whole number",
                "\"mode\":\"riders\",\"id\":-1 | id must be a whole number",
                "\"mode\":\"dots\",\"id\":1 | mode must be riders or cells",
                "\"id\":1 | mode must be riders or cells",
                "\"mode\":\"riders\",\"id\":1,\"limit\":200001 | limit must be a whole number",
                "\"mode\":\"cells\",\"id\":1,\"columns\":96 | rows must be a whole number",
                "\"mode\":\"cells\",\"id\":1,\"columns\":0,\"rows\":5 | columns must be a whole number",
                "\"mode\":\"cells\",\"id\":1,\"columns\":65536,\"rows\":1 | columns must be a whole number",
                "\"mode\":\"cells\",\"id\":1,\"columns\":65535,\"rows\":65535 | columns * rows must not exceed 65536"
            })
    void refusesAMapThatCannotBeMeantAndSaysWhy(String fields, String reason) {
        assertThatThrownBy(() ->
                        reader.read("{\"v\":1,\"subscribe\":\"map\",\"south\":-1,\"west\":-2,\"north\":1,\"east\":2,"
                                + fields + "}"))
                .isInstanceOf(RefusedSubscription.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void refusesAMapAcrossTheAntimeridian() {
        assertThatThrownBy(() -> reader.read("{\"v\":1,\"subscribe\":\"map\",\"id\":1,\"mode\":\"riders\","
                        + "\"south\":-1,\"west\":170,\"north\":1,\"east\":-170}"))
                .isInstanceOf(RefusedSubscription.class)
                .hasMessageContaining("antimeridian");
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
