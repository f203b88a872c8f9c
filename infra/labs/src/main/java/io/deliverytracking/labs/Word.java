package io.deliverytracking.labs;

import java.util.Locale;

/** Words that a lesson uses before another one shows what they mean. */
public enum Word {
    BROKER("the server that keeps topics and answers clients; here one, several that share the topics are a cluster"),
    RECORD("what is sent and kept: a key, a value, a time; the lessons' reports and orders are records"),
    KEY(
            "the part of a record that says what it belongs to, such as a rider; usually it decides the partition (lesson 2)"),
    PRODUCER("a program that sends records"),
    CONSUMER("a program that reads records"),
    ACKNOWLEDGEMENT("the broker's word to the producer that a record is in the log, and at which offset"),
    BATCH("one or more records that were sent together, and stay together in the log"),
    REQUEST("a message of a client to the broker, which answers it; one may carry several batches"),
    POLL("a consumer's call for more records, and what one call gives it"),
    GROUP("consumers that share a topic's partitions under one name"),
    MEMBER("a consumer in a group"),
    COORDINATOR("the broker that keeps account of a group: who is in it, and what it has committed"),
    ASSIGNOR("the rule by which a group's partitions are dealt to its members"),
    KIP_848(
            "KIP-848",
            "the newer protocol between a group's members and its coordinator, who deals the partitions; in the classic one"
                    + " a member does"),
    REBALANCE("dealing a group's partitions anew, because a member has come or gone"),
    EAGER("of a rebalance: everybody gives back everything before it is dealt anew; cooperative: only what moves"),
    HEARTBEAT("a member's sign of life to the coordinator, sent again and again"),
    SESSION_TIMEOUT("session time-out", "how long a member's heartbeats may be missing until it counts as dead"),
    COMMIT("to let the broker note, for a group, the next offset to be read in a partition"),
    SEGMENT("one of the files of a partition, one behind the other; only the last, the active one, is written to"),
    COMPACTION("rewriting old segments without the records that a later one of the same key has made void"),
    LAG("how many records of the log a group, or a reader, has not read yet"),
    SOCKET("a program's end of a network connection; what is put into it is on its way, and perhaps never read"),
    LEADER("of the brokers that have a copy of a partition the one that producers write to"),
    IN_SYNC_REPLICA("in-sync replica", "a copy of a partition, on another broker, that has all that the leader has"),
    IDEMPOTENCE("sent twice, kept once: the producer numbers its batches, and the broker knows a number again"),
    LINGER("linger.ms", "how long a producer waits for more records before it sends a batch that is not full"),
    ZSTD("a way of compressing bytes"),
    HEADER("a name and a value beside a record's key and value"),
    BATCH_HEADER("header of a batch", "what stands before its records, 61 bytes; not a record's headers (lesson 12)"),
    POISON_RECORD("poison record", "one that can't be handled, however often it is tried"),
    TRANSACTION(
            "changes of a database that happen together or not at all; its commit (not that of an offset) makes them last"),
    COPY("COPY", "Postgres's statement that brings in many rows at once"),
    VACUUM("VACUUM", "Postgres's clearing up: it makes the room of deleted rows free for new ones"),
    WRITE_AHEAD_LOG(
            "write-ahead log (WAL)",
            "where a database writes each change first, so that a crash loses nothing; no topic, though the same idea"),
    FSYNC("waiting until what was written is on the disk, not only in the system's memory");

    private final String word;
    private final String meaning;

    Word(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    Word(String meaning) {
        this.word = "";
        this.meaning = meaning;
    }

    /** As it is written in a sentence. */
    public String word() {
        return word.isEmpty() ? name().toLowerCase(Locale.ROOT) : word;
    }

    /** Half a sentence, without a full stop. */
    public String meaning() {
        return meaning;
    }

    @Override
    public String toString() {
        return word() + ": " + meaning;
    }
}
