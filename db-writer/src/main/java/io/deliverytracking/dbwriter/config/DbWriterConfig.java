package io.deliverytracking.dbwriter.config;

import io.deliverytracking.dbwriter.domain.PacePolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * The writer's settings. Each is a property {@code delivery.…} in any of Quarkus' ways (file, environment, system
 * property). Durations are ISO 8601 or Quarkus' short form ({@code 10s}).
 */
@ConfigMapping(prefix = "delivery")
public interface DbWriterConfig {
    Database database();

    Topics topics();

    Ingest ingest();

    Partitions partitions();

    Current current();

    DeadLetters deadLetters();

    Query query();

    /** Which Postgres, and how long to wait for it. */
    interface Database {
        /** The database, for the JDBC driver and the reactive client alike. */
        @WithDefault(DatabaseConfigSource.DEFAULT_URL)
        String url();

        @WithDefault(DatabaseConfigSource.DEFAULT_USER)
        String user();

        @WithDefault(DatabaseConfigSource.DEFAULT_PASSWORD)
        String password();

        /**
         * Whether to refuse a database that forgets acknowledged commits in a crash ({@code fsync},
         * {@code synchronous_commit} or {@code full_page_writes} off). Otherwise it is only said loudly.
         */
        @WithDefault("false")
        boolean requireDurable();

        /** Longest wait for a lock, such as another writer's on a stored offset; then pause and try again. */
        @WithDefault(DatabaseConfigSource.DEFAULT_LOCK_TIMEOUT)
        Duration lockTimeout();

        /**
         * The server ends a session that has held its locks without a word for so long: a writer that froze between
         * moving the offset and the commit stands in nobody's way for longer than this.
         */
        @WithDefault(DatabaseConfigSource.DEFAULT_IDLE_IN_TRANSACTION_TIMEOUT)
        Duration idleInTransactionTimeout();

        /** Longest silence of the server amid a statement; then the connection counts as broken. */
        @WithDefault(DatabaseConfigSource.DEFAULT_SOCKET_TIMEOUT)
        Duration socketTimeout();
    }

    /** Names of the topics. */
    interface Topics {
        @WithDefault("delivery-location-updates")
        String locations();

        @WithDefault("restaurant-updates")
        String orders();

        @WithDefault("db-writer-dead-letters")
        String deadLetters();
    }

    /** Reading the log and storing batches. */
    interface Ingest {
        /**
         * Names this process in the group ({@code group.instance.id}): restarted under the same name after a kill, it
         * gets its partitions back at once instead of after the session time-out. Two processes need two names.
         */
        Optional<String> instanceId();

        /** How rows get into the database; what each way costs is in infra/docs/adr/0019. */
        @WithDefault("copy")
        WriteStrategy strategy();

        /**
         * Whether a batch counts as stored only when it is on the database's disk. With {@code false} its commit doesn't
         * wait, and the disk has it within a second. A crash of the database then takes the last rows <em>and</em> their
         * offsets, and the writer reads them from the log again: nothing is lost or doubled as long as the log has them.
         * Who reads the tables may have seen rows that are gone until then.
         */
        @WithDefault("true")
        boolean synchronousCommit();

        /**
         * Most records of one batch, and so of one transaction. The connector wraps each record, and three polls are
         * alive at a time: 5,000 fit into the survivor space of a heap of 128 MB, 20,000 are copied into the old
         * generation and cost full collections. More would save commits, of which these are 20 a second.
         */
        @WithDefault("5000")
        int maxRecords();

        /** How long the broker gathers records for a batch ({@code fetch.max.wait.ms}). */
        @WithDefault("200ms")
        Duration linger();

        /** How many bytes end the gathering earlier ({@code fetch.min.bytes}): about 5,000 locations. */
        @WithDefault("400000")
        int lingerBytes();

        /**
         * Longest time between two polls before the group takes the partitions away ({@code max.poll.interval.ms}).
         * A pause for the database keeps polling; only taking over partitions waits for the database inside of a poll.
         */
        @WithDefault("5m")
        Duration maxPollInterval();

        /**
         * Who gives way when the database can't serve both at their best: {@code lag-first} stores as fast as it can,
         * {@code foreground-first} only as fast as other users of the database keep their {@link #foregroundP99()}. Figures
         * of both: infra/docs/adr/0018.
         */
        @WithDefault("lag-first")
        PacePolicy policy();

        /**
         * What the 99th percentile of the others' single-row transactions is to stay within, under
         * {@code foreground-first}. It has to be above what they take while the writer is idle.
         */
        @WithDefault("10ms")
        Duration foregroundP99();

        /**
         * For so long after the first transaction of a process latency decides nothing: a writer, a database and those
         * who share it compile and fetch most of what they do in this time, and are late whatever the pace is.
         */
        @WithDefault("15s")
        Duration settling();

        /**
         * How old records may get under {@code foreground-first}. Beyond it lag wins: the writer is as fast as it can,
         * until they are half as old. Below what the log retains, or rows are lost for courtesy.
         */
        @WithDefault("2m")
        Duration maxLag();

        /**
         * Whether a probe, a single-row update on a table of its own, stands for the others. Without it the writer's own
         * commits do, which are slower for the rows that they carry. Under {@code lag-first} it only shows the price.
         */
        @WithDefault("true")
        boolean probe();

        /** How often the probe updates its row. */
        @WithDefault("50ms")
        Duration probeInterval();

        /** First pause after the database failed; doubles up to {@link #retryMax()}. */
        @WithDefault("100ms")
        Duration retryFirst();

        @WithDefault("2s")
        Duration retryMax();

        /** How often stored offsets are committed to Kafka, for display only; at most 1 s. */
        @WithDefault("250ms")
        Duration commitInterval();

        /** How often cluster, topic ids and log bounds are compared with what is being read. */
        @WithDefault("5s")
        Duration logCheckInterval();
    }

    /** The time partitions of {@code rider_location}. */
    interface Partitions {
        /** What one partition covers, of record time; divides a day. */
        @WithDefault("5m")
        Duration width();

        /** How many partitions exist ahead of the present one. */
        @WithDefault("3")
        int ahead();

        /** How long a partition stays after its end; up to twice as long while transactions of others last for long. */
        @WithDefault("1h")
        Duration retention();

        /** How often partitions are made, indexed and dropped. */
        @WithDefault("10s")
        Duration maintenanceInterval();

        /**
         * How often new pages are summed up, so that a trail finds its own: until then it reads them all. Writers wait
         * meanwhile; the less there is each time, the less others feel of it.
         */
        @WithDefault("250ms")
        Duration summaryInterval();
    }

    /** {@code rider_current}. */
    interface Current {
        /** How often it is brought up to date, spread over four fifths of that; so a row is up to twice as old. */
        @WithDefault("10s")
        Duration flushInterval();
    }

    /** Dead letters. */
    interface DeadLetters {
        /** How often dead letters that are not in the topic yet are published. */
        @WithDefault("2s")
        Duration publishInterval();

        /** Most letters that one request re-drives; fewer where they come to more than 4 MB, as they are in memory at once. */
        @WithDefault("500")
        int redriveMaxBatch();

        /** How often an event is re-driven before only force does it again. */
        @WithDefault("5")
        int redriveMaxAttempts();

        /**
         * How long a re-driven record may be on its way before its letter counts as waiting again. Longer than the lag
         * that is usual: a record sent twice is stored once, but it is sent twice.
         */
        @WithDefault("1m")
        Duration redriveTimeout();
    }

    /** Bounds of the REST queries. */
    interface Query {
        /** Most elements of one answer. */
        @WithDefault("10000")
        int maxResults();

        /** The server ends a query that takes longer; whoever asked gets a 503. */
        @WithDefault(DatabaseConfigSource.DEFAULT_QUERY_TIMEOUT)
        Duration timeout();
    }
}
