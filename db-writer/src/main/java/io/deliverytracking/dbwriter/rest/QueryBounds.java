package io.deliverytracking.dbwriter.rest;

import io.deliverytracking.dbwriter.config.DbWriterConfig;
import io.deliverytracking.service.rest.Parameters;
import io.deliverytracking.service.rest.ProblemException;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the parameters that bound an answer, and refuses what has no meaning. */
@Singleton
class QueryBounds {
    private static final int DEFAULT_LIMIT = 1000;

    /** Beyond some hundred thousand years neither Postgres nor the way to it can count; four digits are for people. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final int maxResults;

    QueryBounds(DbWriterConfig config) {
        this.maxResults = config.query().maxResults();
    }

    int limit(@Nullable String asked) {
        return Parameters.count("limit", asked, Math.min(DEFAULT_LIMIT, maxResults), maxResults);
    }

    boolean newestFirst(@Nullable String order) {
        if (order == null || order.equals("asc")) {
            return false;
        }
        if (order.equals("desc")) {
            return true;
        }
        throw ProblemException.badRequest("order has to be asc or desc, it is " + order);
    }

    Instant time(String name, @Nullable String text, Instant otherwise) {
        if (text == null) {
            return otherwise;
        }
        Instant time;
        try {
            time = Instant.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.badRequest(name + " has to be a time such as 2026-03-01T12:00:00Z, it is " + text);
        }
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw ProblemException.badRequest(name + " has to be from " + FIRST + " to " + LAST + ", it is " + text);
        }
        return time;
    }
}
