package io.deliverytracking.dbwriter.domain;

import java.util.Set;

/** The cluster's list of topics, as the ingest sees it: which log a topic's name stands for. */
@FunctionalInterface
public interface LogDirectory {
    /** Asks whether these logs still are what their topics' names stand for; returns without waiting for the answer. */
    LogInquiry ask(Set<LogIdentity> logs);
}
