package io.deliverytracking.broker.clients;

import java.util.concurrent.atomic.AtomicInteger;

/** Names that no other test has used: the tests of a class share one broker. Thread-safe. */
public final class Topics {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Topics() {}

    public static String unique(String prefix) {
        return prefix + "-" + NUMBER.incrementAndGet();
    }
}
