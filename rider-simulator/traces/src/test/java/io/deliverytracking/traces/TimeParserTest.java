package io.deliverytracking.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeParserTest {

    @Test
    void theShortWayReadsWhatTheLongWayReads() {
        SplittableRandom random = new SplittableRandom(1);
        TimeParser parser =
                new TimeParser(new OptionsFor().start("2020-01-01T00:00:00Z").build());
        String[] patterns = {
            "uuuu-MM-dd'T'HH:mm:ssXXX",
            "uuuu-MM-dd HH:mm:ssXX",
            "uuuu-MM-dd HH:mm:ss.SSSXXX",
            "uuuu-MM-dd'T'HH:mm:ss.S XX",
            "uuuu-MM-dd HH:mm:ss.nnnnnnnnn X",
            "uuuu-MM-dd'T'HH:mmXXX"
        };
        for (int i = 0; i < 5_000; i++) {
            Instant instant = Instant.ofEpochMilli(random.nextLong(-60_000_000_000_000L, 250_000_000_000_000L));
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60 + 1));
            String pattern = patterns[random.nextInt(patterns.length)];
            if (pattern.endsWith(" X") && offset.getTotalSeconds() % 3600 != 0) {
                offset = ZoneOffset.UTC;
            }
            OffsetDateTime time = instant.atOffset(offset);
            String text = DateTimeFormatter.ofPattern(pattern).format(time);
            long expected = pattern.contains("nnn")
                    ? instant.toEpochMilli()
                    : OffsetDateTime.parse(text, DateTimeFormatter.ofPattern(pattern))
                            .toInstant()
                            .toEpochMilli();
            assertThat(parser.parse(text)).as(text).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2015-02-29T10:00:00Z",
                "2015-13-01T10:00:00Z",
                "2015-03-08T24:00:01Z",
                "2015-03-08T10:60:00Z",
                "2015-03-08T10:00:60Z",
                "2015-03-08T10:00:00+19:00",
                "2015-03-08T10:00:00.Z",
                "2015-03-08T10:00:00.1234567890Z",
                "2015-03-08T10:00:00+0",
                "2015-03-08X10:00:00Z",
                "2015/03/08T10:00:00Z",
                "2015-03-08T10:00:00Zulu",
                "2015-03-0\u0668T10:00:00Z",
                "-015-03-08T10:00:00Z"
            })
    void whatIsNoTimeIsNone(String text) {
        assertThat(new TimeParser(new OptionsFor().build()).parse(text)).isEqualTo(TimeParser.UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "2015-03-08 01:59:59.999, 2015-03-08T07:59:59.999Z",
        "2015-03-08 02:30:00, 2015-03-08T08:30:00Z",
        "2015-11-01 01:30:00, 2015-11-01T06:30:00Z",
        "2015-03-08t03:00:00z, 2015-03-08T03:00:00Z",
        "2015-03-08T03:00, 2015-03-08T08:00:00Z"
    })
    void localTimesAreThoseOfTheZone(String text, Instant instant) {
        TimeParser parser =
                new TimeParser(new OptionsFor().zone("America/Chicago").build());
        assertThat(parser.parse(text)).isEqualTo(instant.toEpochMilli());
    }

    @Test
    void aPatternNeedsNoEraAndKnowsTheLengthsOfMonths() {
        TimeParser parser = new TimeParser(
                new OptionsFor().times("dd.MM.yy 'yy' HH:mm").zone("UTC").build());
        assertThat(parser.parse("28.02.15 yy 10:00"))
                .isEqualTo(Instant.parse("2015-02-28T10:00:00Z").toEpochMilli());
        assertThat(parser.parse("29.02.15 yy 10:00")).isEqualTo(TimeParser.UNREADABLE);
        TimeParser era = new TimeParser(
                new OptionsFor().times("dd.MM.yyyy G HH:mm").zone("UTC").build());
        assertThat(era.parse("28.02.2015 AD 10:00"))
                .isEqualTo(Instant.parse("2015-02-28T10:00:00Z").toEpochMilli());
    }

    @Test
    void beforeTheEpochThereIsOnlyARelativeClock() {
        String text = "1964-01-12 00:00:05.013000011";
        assertThat(new TimeParser(new OptionsFor().zone("UTC").build()).parse(text))
                .isEqualTo(TimeParser.OUT_OF_RANGE);
        assertThat(new TimeParser(new OptionsFor().build()).parse(text)).isEqualTo(TimeParser.WITHOUT_OFFSET);
        assertThat(new TimeParser(new OptionsFor().start("2020-01-01T00:00:00Z").build()).parse(text))
                .isEqualTo(Instant.parse("1964-01-12T00:00:05.013Z").toEpochMilli());
    }
}
