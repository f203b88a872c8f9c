package io.deliverytracking.loadtest.application.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.loadtest.application.load.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventQueueTest {

    @Test
    void isBoundedByBytesUntilAnEventIsSettledNotOnlyTaken() throws InterruptedException {
        EventQueue queue = new EventQueue(100);
        Event first = event(0, 60);
        queue.put(first);
        queue.put(event(1, 40));

        assertThat(queue.hasRoom(1)).isFalse();
        assertThat(queue.take()).isSameAs(first);
        assertThat(queue.hasRoom(1)).isFalse();
        assertThat(queue.bytes()).isEqualTo(100);
        assertThat(queue.events()).isEqualTo(2);

        queue.settled(first);
        assertThat(queue.hasRoom(60)).isTrue();
        assertThat(queue.hasRoom(61)).isFalse();
        assertThat(queue.bytes()).isEqualTo(40);
        assertThat(queue.events()).isEqualTo(1);
    }

    @Test
    void withoutABoundThereIsAlwaysRoom() {
        EventQueue queue = new EventQueue(0);
        queue.put(event(0, 1_000_000));

        assertThat(queue.hasRoom(Integer.MAX_VALUE)).isTrue();
    }

    @Test
    void aBatchIsFullOrItsTimeIsOver() throws InterruptedException {
        EventQueue queue = new EventQueue(0);
        for (int i = 0; i < 5; i++) {
            queue.put(event(i, 10));
        }
        List<Event> batch = new ArrayList<>();

        queue.takeBatch(batch, 3, TimeUnit.HOURS.toNanos(1));
        assertThat(batch).extracting(Event::number).containsExactly(0L, 1L, 2L);

        batch.clear();
        queue.takeBatch(batch, 3, TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(batch).extracting(Event::number).containsExactly(3L, 4L);
    }

    @Test
    void aBatchGathersWhatComesLater() throws InterruptedException {
        EventQueue queue = new EventQueue(0);
        List<Event> batch = new ArrayList<>();
        Thread taker = new Thread(() -> {
            try {
                queue.takeBatch(batch, 3, TimeUnit.HOURS.toNanos(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        taker.start();
        for (int i = 0; i < 3; i++) {
            await().until(() ->
                    taker.getState() == Thread.State.WAITING || taker.getState() == Thread.State.TIMED_WAITING);
            queue.put(event(i, 10));
        }
        taker.join();

        assertThat(batch).extracting(Event::number).containsExactly(0L, 1L, 2L);
    }

    private static Event event(long number, int bytes) {
        return new Event(
                0,
                number,
                0,
                true,
                0,
                0,
                1_000,
                0,
                1,
                0,
                0,
                0,
                (short) 0,
                (short) 0,
                (short) 0,
                (short) 1,
                new byte[bytes]);
    }
}
