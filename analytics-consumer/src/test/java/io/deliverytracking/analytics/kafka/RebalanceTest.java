package io.deliverytracking.analytics.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.analytics.CityLog;
import io.deliverytracking.analytics.domain.WindowResult;
import io.deliverytracking.analytics.domain.WindowSize;
import io.deliverytracking.events.Zone;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two members of the group on a real broker: each says what its own partitions hold, and together they say it all. */
@DeliveryBroker
class RebalanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ALL = CityLog.LOCATION_PARTITIONS + CityLog.ORDER_PARTITIONS;
    private static final long T0 = 1_700_000_040_000L;
    private static final int RIDERS = 30;

    @Test
    void windowsAreSharedWithThePartitionsAndNoEventIsCountedTwice(EmbeddedBroker broker, @TempDir Path directory) {
        CityLog log = new CityLog(broker.client()).createTopics();
        try (Member stays = new Member(broker.bootstrapServers(), directory.resolve("stays"))) {
            everyRider(log, 5).send();
            await().atMost(PATIENCE).until(() -> counted(stays) == RIDERS);
            try (Member comes = new Member(broker.bootstrapServers(), directory.resolve("comes"))) {
                await().atMost(PATIENCE)
                        .until(() -> comes.partitions() > 0
                                && comes.partitions() < ALL
                                && partitionsOf(stays, comes) == ALL);
                everyRider(log, 50).clock(T0 + 70_000).send();
                await().atMost(PATIENCE)
                        .until(() ->
                                minute(stays, 0).isPresent() && minute(comes, 0).isPresent());

                WindowResult one = minute(stays, 0).orElseThrow();
                WindowResult other = minute(comes, 0).orElseThrow();
                assertThat(one.events()).isBetween(1L, 2L * RIDERS - 1);
                assertThat(one.events() + other.events())
                        .as("the first half minute was rebuilt by whoever has its partitions now")
                        .isEqualTo(2 * RIDERS);
                assertThat(one.activeRiders() + other.activeRiders()).isEqualTo(RIDERS);
                assertThat(counted(stays) + counted(comes)).isEqualTo(2L * RIDERS + ALL);
            }
            await().atMost(PATIENCE).until(() -> stays.partitions() == ALL);
            everyRider(log, 80).clock(T0 + 130_000).send();
            await().atMost(PATIENCE).until(() -> minute(stays, 1).isPresent());
            assertThat(minute(stays, 1).orElseThrow().events())
                    .as("the clocks that the other one had read belong to this minute, too")
                    .isEqualTo(RIDERS + CityLog.LOCATION_PARTITIONS);
            assertThat(minute(stays, 0).orElseThrow().events())
                    .as("what was closed before stays as this member said it")
                    .isLessThan(2 * RIDERS);
        }
    }

    private static CityLog everyRider(CityLog log, int second) {
        for (int rider = 1; rider <= RIDERS; rider++) {
            log.fix(rider, T0 + second * 1_000L, Zone.NORTH, 100);
        }
        return log;
    }

    private static Optional<WindowResult> minute(Member member, int minute) {
        return member.history.at(WindowSize.ONE_MINUTE, T0 + minute * 60_000L);
    }

    private static long counted(Member member) {
        return member.feed.status().totals().counted();
    }

    private static int partitionsOf(Member one, Member other) {
        return one.partitions() + other.partitions();
    }
}
