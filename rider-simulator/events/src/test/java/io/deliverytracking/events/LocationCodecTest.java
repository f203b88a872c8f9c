package io.deliverytracking.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.CodedOutputStream;
import io.deliverytracking.events.EventFormatException.Reason;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.events.v1.RiderStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationCodecTest {

    /** Written out by hand from the wire format's rules: whoever changes these bytes breaks every stored topic. */
    private static final byte[] GOLDEN = HexFormat.of()
            .parseHex((""
                            + "08 01 " // 1 schema_version = 1
                            + "10 a0 8d 06 " // 2 rider_id = 100000
                            + "18 80 f0 b8 9b c9 33 " // 3 session = 1772000000000
                            + "20 00 " // 4 sequence = 0, on the wire although zero
                            + "28 87 80 80 80 cc f4 99 0d " // 5 order_id = 1772000000 * 2^22 + 7
                            + "30 a4 f3 f1 b6 92 67 " // 6 event_time_ms = 1772000001234, zigzag 3544000002468
                            + "38 84 ab ef f4 03 " // 7 latitude_e7 = 525200066, zigzag 1050400132
                            + "40 8d f6 8c ff 09 " // 8 longitude_e7 = -1341234567, zigzag 2682469133
                            + "48 ab 04 " // 9 speed_cm_s = 555
                            + "50 e7 02 " // 10 heading_deg = 359
                            + "58 08 " // 11 accuracy_m = 8
                            + "60 04") // 12 status = TO_CUSTOMER
                    .replace(" ", ""));

    private static final RiderLocation GOLDEN_LOCATION = RiderLocation.newBuilder()
            .setSchemaVersion(1)
            .setRiderId(100_000)
            .setSession(1_772_000_000_000L)
            .setSequence(0)
            .setOrderId(1_772_000_000L * (1 << 22) + 7)
            .setEventTimeMs(1_772_000_001_234L)
            .setLatitudeE7(525_200_066)
            .setLongitudeE7(-1_341_234_567)
            .setSpeedCmS(555)
            .setHeadingDeg(359)
            .setAccuracyM(8)
            .setStatus(RiderStatus.RIDER_STATUS_TO_CUSTOMER)
            .build();

    @Test
    void writesTheGoldenBytes() {
        assertThat(LocationCodec.encode(GOLDEN_LOCATION)).isEqualTo(GOLDEN);
        assertThat(new RiderLocationSerializer().serialize("any", GOLDEN_LOCATION))
                .isEqualTo(GOLDEN);
    }

    @Test
    void readsTheGoldenBytes() {
        assertThat(LocationCodec.decode(GOLDEN)).isEqualTo(GOLDEN_LOCATION);
        assertThat(new RiderLocationDeserializer().deserialize("any", GOLDEN)).isEqualTo(GOLDEN_LOCATION);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyLegalLocationComesBackAsItWas(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            RiderLocation location = anyLocation(random);
            assertThat(LocationCodec.decode(LocationCodec.encode(location))).isEqualTo(location);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void theEncoderOfPrimitivesWritesTheSameBytes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LocationEncoder encoder = new LocationEncoder();
        for (int i = 0; i < 10_000; i++) {
            RiderLocation location = anyLocation(random);
            assertThat(encode(encoder, location)).isEqualTo(LocationCodec.encode(location));
        }
        assertThat(encode(encoder, GOLDEN_LOCATION)).isEqualTo(GOLDEN);
    }

    @Test
    void theEncoderOfPrimitivesRefusesWhatTheCodecRefuses() {
        LocationEncoder encoder = new LocationEncoder();
        assertThatThrownBy(() -> encode(
                        encoder,
                        GOLDEN_LOCATION.toBuilder().setLatitudeE7(900_000_001).build()))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith("latitude_e7 900000001");
    }

    private static byte[] encode(LocationEncoder encoder, RiderLocation location) {
        return encoder.encode(
                location.getRiderId(),
                location.getSession(),
                location.getSequence(),
                location.getOrderId(),
                location.getEventTimeMs(),
                location.getLatitudeE7(),
                location.getLongitudeE7(),
                location.getSpeedCmS(),
                location.getHeadingDeg(),
                location.getAccuracyM(),
                location.getStatusValue());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void mutatedBytesGiveALegalLocationOrATypedErrorAndNothingElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = MutatedBytes.of(LocationCodec.encode(anyLocation(random)), random);
            try {
                RiderLocation accepted = LocationCodec.decode(bytes);
                LocationCodec.encode(accepted);
            } catch (EventFormatException e) {
                refused++;
                assertThat(e.reason()).isNotNull();
            }
        }
        assertThat(refused).isGreaterThan(5_000);
    }

    @Test
    void absentAndEmptyValuesAreRefused() {
        assertThat(reasonOf(null)).isEqualTo(Reason.NO_VALUE);
        assertThat(reasonOf(new byte[0])).isEqualTo(Reason.NO_VALUE);
    }

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < GOLDEN.length; length++) {
            byte[] torn = Arrays.copyOf(GOLDEN, length);
            assertThat(reasonOf(torn)).isIn(Reason.NO_VALUE, Reason.BROKEN_BYTES, Reason.MISSING_FIELD);
        }
    }

    @Test
    void anotherVersionIsNamedAndNothingElseIsLookedAt() {
        byte[] future = RiderLocation.newBuilder().setSchemaVersion(2).build().toByteArray();
        assertThatThrownBy(() -> LocationCodec.decode(future))
                .isInstanceOf(UnknownEventVersionException.class)
                .hasMessage("RiderLocation has schema_version 2, this reader knows 1");
    }

    @Test
    void eachMandatoryFieldIsMissed() {
        assertMissing("schema_version", RiderLocation.Builder::clearSchemaVersion);
        assertMissing("rider_id", RiderLocation.Builder::clearRiderId);
        assertMissing("session", RiderLocation.Builder::clearSession);
        assertMissing("sequence", RiderLocation.Builder::clearSequence);
        assertMissing("event_time_ms", RiderLocation.Builder::clearEventTimeMs);
        assertMissing("latitude_e7", RiderLocation.Builder::clearLatitudeE7);
        assertMissing("longitude_e7", RiderLocation.Builder::clearLongitudeE7);
        assertMissing("status", RiderLocation.Builder::clearStatus);
    }

    @Test
    void anIdleRiderHasNoOrder() {
        RiderLocation idle = GOLDEN_LOCATION.toBuilder().clearOrderId().build();
        assertThat(LocationCodec.decode(LocationCodec.encode(idle)).hasOrderId())
                .isFalse();
    }

    @Test
    void eachRangeIsHeldAtBothEnds() {
        assertOutOfRange("rider_id", b -> b.setRiderId(-1));
        assertOutOfRange("session", b -> b.setSession(1L << 53));
        assertOutOfRange("sequence", b -> b.setSequence(-1));
        assertOutOfRange("order_id", b -> b.setOrderId(0));
        assertOutOfRange("order_id", b -> b.setOrderId(1L << 53));
        assertOutOfRange("event_time_ms", b -> b.setEventTimeMs(-1));
        assertOutOfRange("event_time_ms", b -> b.setEventTimeMs(253_402_300_800_000L));
        assertOutOfRange("latitude_e7", b -> b.setLatitudeE7(900_000_001));
        assertOutOfRange("latitude_e7", b -> b.setLatitudeE7(-900_000_001));
        assertOutOfRange("longitude_e7", b -> b.setLongitudeE7(1_800_000_001));
        assertOutOfRange("longitude_e7", b -> b.setLongitudeE7(-1_800_000_001));
        assertOutOfRange("speed_cm_s", b -> b.setSpeedCmS(32_768));
        assertOutOfRange("heading_deg", b -> b.setHeadingDeg(360));
        assertOutOfRange("accuracy_m", b -> b.setAccuracyM(32_768));
        assertOutOfRange("status", b -> b.setStatusValue(5));
    }

    @Test
    void aBadLocationIsNotWrittenEither() {
        assertThatThrownBy(() -> LocationCodec.encode(
                        GOLDEN_LOCATION.toBuilder().setHeadingDeg(360).build()))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("heading_deg 360 is outside of 0 to 359");
    }

    @Test
    void fieldsOfALaterSchemaAreKeptOutOfTheWay() throws IOException {
        byte[] longer = new byte[GOLDEN.length + 5];
        CodedOutputStream out = CodedOutputStream.newInstance(ByteBuffer.wrap(longer));
        out.writeRawBytes(GOLDEN);
        out.writeUInt32(99, 1);
        out.flush();
        RiderLocation location = LocationCodec.decode(Arrays.copyOf(longer, out.getTotalBytesWritten()));
        assertThat(location.getRiderId()).isEqualTo(100_000);
    }

    private static void assertMissing(String field, UnaryOperator<RiderLocation.Builder> clear) {
        byte[] bytes = clear.apply(GOLDEN_LOCATION.toBuilder()).build().toByteArray();
        EventFormatException e = catchThrowableOfType(EventFormatException.class, () -> LocationCodec.decode(bytes));
        assertThat(e).hasMessage("mandatory field " + field + " is missing");
        assertThat(e.reason()).isEqualTo(Reason.MISSING_FIELD);
    }

    private static void assertOutOfRange(String field, UnaryOperator<RiderLocation.Builder> change) {
        byte[] bytes = change.apply(GOLDEN_LOCATION.toBuilder()).build().toByteArray();
        EventFormatException e = catchThrowableOfType(EventFormatException.class, () -> LocationCodec.decode(bytes));
        assertThat(e).hasMessageStartingWith(field + " ");
        assertThat(e.reason()).isEqualTo(Reason.OUT_OF_RANGE);
    }

    private static Reason reasonOf(byte[] bytes) {
        return catchThrowableOfType(EventFormatException.class, () -> LocationCodec.decode(bytes))
                .reason();
    }

    private static RiderLocation anyLocation(SplittableRandom random) {
        RiderLocation.Builder location = RiderLocation.newBuilder()
                .setSchemaVersion(1)
                .setRiderId(random.nextInt(1, Integer.MAX_VALUE))
                .setSession(random.nextLong(1, 1L << 53))
                .setSequence(random.nextInt(Integer.MAX_VALUE))
                .setEventTimeMs(random.nextLong(1, Limits.MAX_EVENT_TIME_MS + 1))
                .setLatitudeE7(random.nextInt(-Limits.MAX_LATITUDE_E7, Limits.MAX_LATITUDE_E7 + 1))
                .setLongitudeE7(random.nextInt(-Limits.MAX_LONGITUDE_E7, Limits.MAX_LONGITUDE_E7 + 1))
                .setSpeedCmS(random.nextInt(Limits.MAX_SPEED_CM_S + 1))
                .setHeadingDeg(random.nextInt(Limits.MAX_HEADING_DEG + 1))
                .setAccuracyM(random.nextInt(Limits.MAX_ACCURACY_M + 1))
                .setStatusValue(random.nextInt(1, 5));
        if (random.nextBoolean()) {
            location.setOrderId(random.nextLong(1, 1L << 53));
        }
        return location.build();
    }
}
