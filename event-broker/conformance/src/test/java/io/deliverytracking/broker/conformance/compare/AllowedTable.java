package io.deliverytracking.broker.conformance.compare;

import static io.deliverytracking.broker.conformance.compare.AllowedDifference.ANY;
import static io.deliverytracking.broker.conformance.compare.AllowedDifference.Kind.LATER;
import static io.deliverytracking.broker.conformance.compare.AllowedDifference.Kind.MEANT;

import io.deliverytracking.broker.conformance.compare.AllowedDifference.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The differences that are allowed, each with its reason; short on purpose. */
final class AllowedTable {

    private AllowedTable() {}

    static List<AllowedDifference> rows() {
        return Stream.of(
                        apis(),
                        features(),
                        produce(),
                        fetch(),
                        listOffsets(),
                        groups(),
                        configs(),
                        admin(),
                        quorum(),
                        malformed())
                .flatMap(rows -> rows)
                .toList();
    }

    /** What Apache Kafka advertises and we don't. */
    private static Stream<AllowedDifference> apis() {
        return Stream.of(
                        missing(
                                LATER,
                                "transactions come later",
                                "AddPartitionsToTxn AddOffsetsToTxn EndTxn WriteTxnMarkers TxnOffsetCommit"),
                        missing(
                                LATER,
                                "secured listeners and ACLs come later; Apache Kafka without an authorizer refuses these, too",
                                "SaslHandshake SaslAuthenticate CreateDelegationToken RenewDelegationToken"
                                        + " ExpireDelegationToken DescribeDelegationToken AlterUserScramCredentials"),
                        missing(
                                LATER,
                                "share groups come later",
                                "ShareGroupHeartbeat ShareGroupDescribe ShareFetch ShareAcknowledge"
                                        + " InitializeShareGroupState ReadShareGroupState WriteShareGroupState"
                                        + " DeleteShareGroupState ReadShareGroupStateSummary DescribeShareGroupOffsets"
                                        + " AlterShareGroupOffsets DeleteShareGroupOffsets"),
                        missing(
                                LATER,
                                "Kafka Streams' own group protocol comes later; Streams falls back to classic groups",
                                "StreamsGroupHeartbeat StreamsGroupDescribe"),
                        missing(
                                LATER,
                                "there is one node: nothing to add or remove",
                                "UnregisterBroker AddRaftVoter RemoveRaftVoter"))
                .flatMap(rows -> rows);
    }

    private static Stream<AllowedDifference> features() {
        String reason = "group.version is the only feature here; others stand for what comes later";
        return Stream.of("supportedFeatures", "finalizedFeatures", "finalizedFeaturesEpoch")
                .map(field -> new AllowedDifference(
                        "ApiVersions", "what is answered", "ApiVersions." + field, ANY, ANY, LATER, reason));
    }

    private static Stream<AllowedDifference> missing(Kind kind, String reason, String apis) {
        return Arrays.stream(apis.split(" "))
                .map(api -> new AllowedDifference(
                        "ApiVersions", ANY, "ApiVersions.apiKeys." + api, "absent", ANY, kind, reason));
    }

    private static Stream<AllowedDifference> produce() {
        String answer = "Produce.responses.partitionResponses";
        return Stream.of(
                new AllowedDifference(
                        "Produce",
                        ANY,
                        answer + ".errorMessage",
                        "\"<some>\"",
                        "null",
                        MEANT,
                        "we say what is wrong with which values; a client shows it where there is one"),
                new AllowedDifference(
                        "Produce",
                        ANY,
                        answer + ".logStartOffset",
                        "-1",
                        "0",
                        MEANT,
                        "Apache Kafka tells the log's start with some errors and with others not; we with none"),
                new AllowedDifference(
                        "Produce",
                        "a batch and what is none",
                        answer,
                        ANY,
                        ANY,
                        MEANT,
                        "bytes behind the batch are damage: refused, where Apache Kafka drops them unsaid"),
                new AllowedDifference(
                        "Produce",
                        "a batch and what is none",
                        "Fetch.responses.partitions",
                        ANY,
                        ANY,
                        MEANT,
                        "as above: nothing was appended"),
                new AllowedDifference(
                        "Produce",
                        "a transactional id without a transaction",
                        answer,
                        ANY,
                        ANY,
                        LATER,
                        "transactions come later: refused, even where the batch is none of a transaction"));
    }

    private static Stream<AllowedDifference> fetch() {
        return Stream.of(
                new AllowedDifference(
                        "Fetch",
                        "an error does not wait",
                        "answered at once",
                        "\"true\"",
                        "\"false\"",
                        MEANT,
                        "an unknown partition is told at once; with Apache Kafka it waits for the others"),
                new AllowedDifference(
                        "Fetch",
                        "known and unknown together",
                        "Fetch.responses",
                        ANY,
                        ANY,
                        MEANT,
                        "neighbours of one topic are answered together; the order of an answer means nothing"),
                new AllowedDifference(
                        "Fetch",
                        "zstd",
                        "Fetch.responses.partitions",
                        ANY,
                        ANY,
                        MEANT,
                        "KIP-110: a client before version 10 is told that it can't read zstd; Apache Kafka looks only at"
                                + " the topic's compression.type"));
    }

    private static Stream<AllowedDifference> listOffsets() {
        return Stream.of(
                new AllowedDifference(
                        "ListOffsets",
                        "special times of a log emptied",
                        "ListOffsets.topics.partitions",
                        ANY,
                        ANY,
                        MEANT,
                        "a deleted record is not found as the one with the greatest time; Apache Kafka finds it in its segment"));
    }

    private static Stream<AllowedDifference> groups() {
        return Stream.of(
                new AllowedDifference(
                        "FindCoordinator",
                        "of share groups",
                        "FindCoordinator.coordinators.errorMessage",
                        "\"<some>\"",
                        "\"\"",
                        MEANT,
                        "the error is in words, too"),
                new AllowedDifference(
                        "InitProducerId",
                        "a transactional id",
                        "InitProducerId.errorCode",
                        "35",
                        "50",
                        LATER,
                        "transactions come later: unsupported, before the timeout is looked at"),
                new AllowedDifference(
                        "JoinGroup",
                        "two members",
                        "JoinGroup.members",
                        ANY,
                        ANY,
                        MEANT,
                        "members in the order of joining; Apache Kafka in that of a hash map"),
                new AllowedDifference(
                        "JoinGroup", "two members", "DescribeGroups.groups.members", ANY, ANY, MEANT, "as above"));
    }

    private static Stream<AllowedDifference> configs() {
        Stream<AllowedDifference> notHere = Arrays.stream(("compression.gzip.level compression.lz4.level"
                                + " compression.zstd.level follower.replication.throttled.replicas"
                                + " leader.replication.throttled.replicas local.retention.bytes local.retention.ms"
                                + " remote.log.copy.disable remote.log.delete.on.disable remote.storage.enable")
                        .split(" "))
                .flatMap(name -> Stream.of("CreateTopics.topics", "DescribeConfigs.results")
                        .map(in -> new AllowedDifference(
                                in.substring(0, in.indexOf('.')),
                                ANY,
                                in + ".configs." + name,
                                "absent",
                                ANY,
                                LATER,
                                "a setting of compression, replicas or tiers that this broker has not yet")));
        Stream<AllowedDifference> setWhenFormatted = Stream.of("CreateTopics.topics", "DescribeConfigs.results")
                .map(in -> new AllowedDifference(
                        in.substring(0, in.indexOf('.')),
                        ANY,
                        in + ".configs.min.insync.replicas.configSource",
                        "5",
                        "3",
                        MEANT,
                        "formatting an Apache Kafka sets it for all brokers (KIP-966); here it is a default"));
        AllowedDifference itsSynonyms = new AllowedDifference(
                "DescribeConfigs",
                ANY,
                "DescribeConfigs.results.configs.min.insync.replicas.synonyms",
                ANY,
                ANY,
                MEANT,
                "as above");
        return Stream.concat(
                Stream.concat(notHere, setWhenFormatted),
                Stream.of(
                        itsSynonyms,
                        new AllowedDifference(
                                "DescribeConfigs",
                                "this broker, what a topic's defaults come from",
                                "DescribeConfigs.results.configs.node.id.synonyms",
                                ANY,
                                "absent",
                                MEANT,
                                "it has a default here, which one node need not change"),
                        new AllowedDifference(
                                "DescribeConfigs",
                                "a group",
                                "DescribeConfigs.results.configs.share.*",
                                "absent",
                                ANY,
                                LATER,
                                "share groups come later"),
                        new AllowedDifference(
                                "DescribeConfigs",
                                "a group",
                                "DescribeConfigs.results.configs.streams.*",
                                "absent",
                                ANY,
                                LATER,
                                "there are no streams groups"),
                        new AllowedDifference(
                                "DescribeConfigs",
                                "a group",
                                "DescribeConfigs.results.configs.consumer.assignment.interval.ms",
                                ANY,
                                ANY,
                                MEANT,
                                "0 is the default here; there it is set, so that both assign at once"),
                        new AllowedDifference(
                                "DescribeConfigs",
                                "client metrics",
                                "DescribeConfigs.results.configs",
                                "absent",
                                ANY,
                                MEANT,
                                "there are no client metrics"),
                        new AllowedDifference(
                                "DescribeConfigs",
                                "resources that there are not",
                                "DescribeConfigs.results.errorMessage",
                                "\"<some>\"",
                                "\"\"",
                                MEANT,
                                "the error is in words, too"),
                        new AllowedDifference(
                                "DescribeConfigs",
                                "resources that there are not",
                                "DescribeConfigs.results.configs",
                                "absent",
                                ANY,
                                LATER,
                                "there are no defaults that all brokers share"),
                        new AllowedDifference(
                                "IncrementalAlterConfigs",
                                "what can't be",
                                "IncrementalAlterConfigs.responses",
                                ANY,
                                ANY,
                                MEANT,
                                "an unknown operation is INVALID_REQUEST, and no fault of ours (UNKNOWN_SERVER_ERROR)")));
    }

    private static Stream<AllowedDifference> admin() {
        return Stream.of(
                new AllowedDifference(
                        "AlterClientQuotas",
                        "entities that can't be",
                        "AlterClientQuotas.entries",
                        ANY,
                        ANY,
                        MEANT,
                        "an entity of two users is refused; Apache Kafka takes the second"),
                new AllowedDifference(
                        "AlterPartitionReassignments",
                        "to the nodes that there are",
                        "AlterPartitionReassignments.errorMessage",
                        "null",
                        "\"\"",
                        MEANT,
                        "no message where there is no error; Apache Kafka has an empty one if nothing was asked for"),
                new AllowedDifference(
                        "UpdateFeatures",
                        ANY,
                        "UpdateFeatures.results.errorMessage",
                        "null",
                        "\"<some>\"",
                        MEANT,
                        "no message where there is no error; Apache Kafka names the lack of one"),
                new AllowedDifference(
                        "ConsumerGroupDescribe",
                        "groups that there are not",
                        "ConsumerGroupDescribe.groups.errorMessage",
                        "\"<some>\"",
                        "null",
                        MEANT,
                        "the error is in words, too"),
                new AllowedDifference(
                        "CreateAcls",
                        "what is none",
                        ANY,
                        ANY,
                        ANY,
                        LATER,
                        "ACLs come later: an operation that is none is not looked at"),
                new AllowedDifference("DeleteAcls", "what is none", ANY, ANY, ANY, LATER, "as above"),
                new AllowedDifference(
                        "DescribeProducers",
                        "of a partition",
                        "DescribeProducers.topics.partitions.errorMessage",
                        "\"<some>\"",
                        "null",
                        MEANT,
                        "the error is in words, too"));
    }

    private static Stream<AllowedDifference> quorum() {
        String partition = "DescribeQuorum.topics.partitions.";
        return Stream.of(
                        partition + "highWatermark",
                        partition + "leaderEpoch",
                        partition + "currentVoters.logEndOffset",
                        partition + "currentVoters.replicaDirectoryId",
                        "DescribeQuorum.nodes.listeners")
                .map(field -> new AllowedDifference(
                        "DescribeQuorum",
                        "the metadata's",
                        field,
                        ANY,
                        ANY,
                        MEANT,
                        "the metadata log is our own: it counts batches, its voter knows its directory, and a controller"
                                + " has no listener of its own"));
    }

    private static Stream<AllowedDifference> malformed() {
        return Stream.of(new AllowedDifference(
                "malformed",
                "DescribeAcls with bytes behind it",
                "outcome",
                "\"answered\"",
                "\"closed\"",
                LATER,
                "ACLs come later: the filter, which is none, is not looked at"));
    }
}
