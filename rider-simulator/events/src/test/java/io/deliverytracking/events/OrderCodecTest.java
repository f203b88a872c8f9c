package io.deliverytracking.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deliverytracking.events.EventFormatException.Reason;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RestaurantUpdate;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderCodecTest {

    /** Written out by hand from the wire format's rules: whoever changes these bytes breaks every stored topic. */
    private static final byte[] GOLDEN = HexFormat.of()
            .parseHex((""
                            + "08 01 " // 1 schema_version = 1
                            + "10 87 80 80 80 cc f4 99 0d " // 2 order_id = 1772000000 * 2^22 + 7
                            + "18 04 " // 3 state = PICKED_UP
                            + "20 80 ff ba b7 92 67 " // 4 event_time_ms = 1772000600000, zigzag
                            + "28 11 " // 5 restaurant_id = 17
                            + "30 e2 c0 05 " // 6 customer_id = 90210
                            + "38 a0 8d 06 " // 7 rider_id = 100000
                            + "40 e8 e7 f1 b6 92 67 " // 8 placed_at_ms = 1772000000500, zigzag
                            + "48 c0 d5 b3 b7 92 67 " // 9 ready_at_ms = 1772000540000, zigzag
                            + "50 80 bd cd b8 92 67 " // 10 promised_at_ms = 1772001800000, zigzag
                            + "58 84 ab ef f4 03 " // 11 restaurant_latitude_e7 = 525200066, zigzag
                            + "60 88 bc eb 7f " // 12 restaurant_longitude_e7 = 134049540, zigzag
                            + "68 ff df ff c2 02 " // 13 customer_latitude_e7 = -338688000, zigzag
                            + "70 00 " // 14 customer_longitude_e7 = 0, on the wire although zero
                            + "78 80 f0 b8 9b c9 33") // 15 session = 1772000000000
                    .replace(" ", ""));

    private static final RestaurantUpdate GOLDEN_UPDATE = RestaurantUpdate.newBuilder()
            .setSchemaVersion(1)
            .setOrderId(7_432_306_688_000_007L)
            .setState(OrderState.ORDER_STATE_PICKED_UP)
            .setEventTimeMs(1_772_000_600_000L)
            .setRestaurantId(17)
            .setCustomerId(90_210)
            .setRiderId(100_000)
            .setPlacedAtMs(1_772_000_000_500L)
            .setReadyAtMs(1_772_000_540_000L)
            .setPromisedAtMs(1_772_001_800_000L)
            .setRestaurantLatitudeE7(525_200_066)
            .setRestaurantLongitudeE7(134_049_540)
            .setCustomerLatitudeE7(-338_688_000)
            .setCustomerLongitudeE7(0)
            .setSession(1_772_000_000_000L)
            .build();

    @Test
    void writesTheGoldenBytes() {
        assertThat(OrderCodec.encode(GOLDEN_UPDATE)).isEqualTo(GOLDEN);
        assertThat(new RestaurantUpdateSerializer().serialize("any", GOLDEN_UPDATE))
                .isEqualTo(GOLDEN);
    }

    @Test
    void readsTheGoldenBytes() {
        assertThat(OrderCodec.decode(GOLDEN)).isEqualTo(GOLDEN_UPDATE);
        assertThat(new RestaurantUpdateDeserializer().deserialize("any", GOLDEN))
                .isEqualTo(GOLDEN_UPDATE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyLegalUpdateComesBackAsItWas(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            RestaurantUpdate update = anyUpdate(random);
            assertThat(OrderCodec.decode(OrderCodec.encode(update))).isEqualTo(update);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void mutatedBytesGiveALegalUpdateOrATypedErrorAndNothingElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = MutatedBytes.of(OrderCodec.encode(anyUpdate(random)), random);
            try {
                OrderCodec.encode(OrderCodec.decode(bytes));
            } catch (EventFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(5_000);
    }

    @Test
    void anOrderThatNobodyAcceptedYetHasNoRiderAndNoPromise() {
        RestaurantUpdate placed = GOLDEN_UPDATE.toBuilder()
                .setState(OrderState.ORDER_STATE_PLACED)
                .clearRiderId()
                .clearReadyAtMs()
                .clearPromisedAtMs()
                .build();
        assertThat(OrderCodec.decode(OrderCodec.encode(placed))).isEqualTo(placed);
    }

    @Test
    void anotherVersionIsNamed() {
        byte[] future = GOLDEN_UPDATE.toBuilder().setSchemaVersion(7).build().toByteArray();
        assertThatThrownBy(() -> OrderCodec.decode(future))
                .isInstanceOfSatisfying(
                        UnknownEventVersionException.class,
                        e -> assertThat(e.schemaVersion()).isEqualTo(7));
    }

    @Test
    void eachMandatoryFieldIsMissed() {
        assertReason(Reason.MISSING_FIELD, "schema_version", RestaurantUpdate.Builder::clearSchemaVersion);
        assertReason(Reason.MISSING_FIELD, "order_id", RestaurantUpdate.Builder::clearOrderId);
        assertReason(Reason.MISSING_FIELD, "state", RestaurantUpdate.Builder::clearState);
        assertReason(Reason.MISSING_FIELD, "event_time_ms", RestaurantUpdate.Builder::clearEventTimeMs);
        assertReason(Reason.MISSING_FIELD, "restaurant_id", RestaurantUpdate.Builder::clearRestaurantId);
        assertReason(Reason.MISSING_FIELD, "customer_id", RestaurantUpdate.Builder::clearCustomerId);
        assertReason(Reason.MISSING_FIELD, "placed_at_ms", RestaurantUpdate.Builder::clearPlacedAtMs);
        assertReason(Reason.MISSING_FIELD, "restaurant position", RestaurantUpdate.Builder::clearRestaurantLatitudeE7);
        assertReason(Reason.MISSING_FIELD, "customer position", RestaurantUpdate.Builder::clearCustomerLongitudeE7);
        assertReason(Reason.MISSING_FIELD, "session", RestaurantUpdate.Builder::clearSession);
    }

    @Test
    void eachRangeIsHeld() {
        assertReason(Reason.OUT_OF_RANGE, "order_id", b -> b.setOrderId(1L << 53));
        assertReason(Reason.OUT_OF_RANGE, "state", b -> b.setStateValue(7));
        assertReason(Reason.OUT_OF_RANGE, "event_time_ms", b -> b.setEventTimeMs(-5));
        assertReason(Reason.OUT_OF_RANGE, "restaurant_id", b -> b.setRestaurantId(-1));
        assertReason(Reason.OUT_OF_RANGE, "customer_id", b -> b.setCustomerId(-1));
        assertReason(Reason.OUT_OF_RANGE, "rider_id", b -> b.setRiderId(0));
        assertReason(Reason.OUT_OF_RANGE, "placed_at_ms", b -> b.setPlacedAtMs(Long.MAX_VALUE));
        assertReason(Reason.OUT_OF_RANGE, "ready_at_ms", b -> b.setReadyAtMs(0));
        assertReason(Reason.OUT_OF_RANGE, "promised_at_ms", b -> b.setPromisedAtMs(-1));
        assertReason(Reason.OUT_OF_RANGE, "restaurant_latitude_e7", b -> b.setRestaurantLatitudeE7(900_000_001));
        assertReason(Reason.OUT_OF_RANGE, "customer_longitude_e7", b -> b.setCustomerLongitudeE7(-1_800_000_001));
        assertReason(Reason.OUT_OF_RANGE, "session", b -> b.setSession(-1));
    }

    private static void assertReason(Reason reason, String field, UnaryOperator<RestaurantUpdate.Builder> change) {
        byte[] bytes = change.apply(GOLDEN_UPDATE.toBuilder()).build().toByteArray();
        EventFormatException e = catchThrowableOfType(EventFormatException.class, () -> OrderCodec.decode(bytes));
        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e).hasMessageContaining(field);
    }

    private static RestaurantUpdate anyUpdate(SplittableRandom random) {
        RestaurantUpdate.Builder update = RestaurantUpdate.newBuilder()
                .setSchemaVersion(1)
                .setOrderId(random.nextLong(1, 1L << 53))
                .setStateValue(random.nextInt(1, 7))
                .setEventTimeMs(random.nextLong(1, Limits.MAX_EVENT_TIME_MS + 1))
                .setRestaurantId(random.nextInt(1, Integer.MAX_VALUE))
                .setCustomerId(random.nextInt(1, Integer.MAX_VALUE))
                .setPlacedAtMs(random.nextLong(1, Limits.MAX_EVENT_TIME_MS + 1))
                .setRestaurantLatitudeE7(random.nextInt(-Limits.MAX_LATITUDE_E7, Limits.MAX_LATITUDE_E7 + 1))
                .setRestaurantLongitudeE7(random.nextInt(-Limits.MAX_LONGITUDE_E7, Limits.MAX_LONGITUDE_E7 + 1))
                .setCustomerLatitudeE7(random.nextInt(-Limits.MAX_LATITUDE_E7, Limits.MAX_LATITUDE_E7 + 1))
                .setCustomerLongitudeE7(random.nextInt(-Limits.MAX_LONGITUDE_E7, Limits.MAX_LONGITUDE_E7 + 1))
                .setSession(random.nextLong(1, 1L << 53));
        if (random.nextBoolean()) {
            update.setRiderId(random.nextInt(1, Integer.MAX_VALUE))
                    .setReadyAtMs(random.nextLong(1, Limits.MAX_EVENT_TIME_MS + 1))
                    .setPromisedAtMs(random.nextLong(1, Limits.MAX_EVENT_TIME_MS + 1));
        }
        return update.build();
    }
}
