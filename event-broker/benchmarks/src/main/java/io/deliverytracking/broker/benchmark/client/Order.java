package io.deliverytracking.broker.benchmark.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * What the client process is to do next, one line of JSON: exactly one of the two.
 *
 * <p>It answers with lines: {@link #MEASURING} when the counted time begins, {@link #MEASURED} when it ends, then {@link #RESULT}
 * and a line of JSON, or at any time {@link #FAILED} and the reason.
 */
record Order(@Nullable SteadyLoad steady, @Nullable FlatOutLoad flatOut) {

    static final String MEASURING = "measuring";
    static final String MEASURED = "measured";
    static final String RESULT = "result ";
    static final String FAILED = "failed ";

    private static final ObjectMapper JSON = new ObjectMapper();

    static Order of(SteadyLoad load) {
        return new Order(load, null);
    }

    static Order of(FlatOutLoad load) {
        return new Order(null, load);
    }

    static Order parse(String line) throws JsonProcessingException {
        return JSON.readValue(line, Order.class);
    }

    String line() throws JsonProcessingException {
        return JSON.writeValueAsString(this);
    }
}
