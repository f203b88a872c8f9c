package io.deliverytracking.broker.handler;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.message.DescribeLogDirsRequestData;
import org.apache.kafka.common.message.DescribeLogDirsResponseData;
import org.apache.kafka.common.message.DescribeLogDirsResponseData.DescribeLogDirsPartition;
import org.apache.kafka.common.message.DescribeLogDirsResponseData.DescribeLogDirsResult;
import org.apache.kafka.common.message.DescribeLogDirsResponseData.DescribeLogDirsTopic;
import org.apache.kafka.common.protocol.ApiKeys;

/** DescribeLogDirs: how much every replica asked for occupies, in which directory. */
public final class DescribeLogDirsHandler
        implements ApiHandler<DescribeLogDirsRequestData, DescribeLogDirsResponseData> {

    private final LogDirs logDirs;

    public DescribeLogDirsHandler(LogDirs logDirs) {
        this.logDirs = logDirs;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DESCRIBE_LOG_DIRS;
    }

    @Override
    public short lowestVersion() {
        return 1;
    }

    @Override
    public short highestVersion() {
        return 5;
    }

    @Override
    public void handle(
            RequestContext context, DescribeLogDirsRequestData request, Reply<DescribeLogDirsResponseData> reply) {
        DescribeLogDirsResponseData response = new DescribeLogDirsResponseData();
        for (LogDirs.LogDir logDir : logDirs.describe()) {
            SortedMap<String, DescribeLogDirsTopic> topics = new TreeMap<>();
            for (LogDirs.Replica replica : logDir.replicas()) {
                if (isWanted(request, replica)) {
                    topics.computeIfAbsent(replica.topic(), name -> new DescribeLogDirsTopic().setName(name))
                            .partitions()
                            .add(new DescribeLogDirsPartition()
                                    .setPartitionIndex(replica.partition())
                                    .setPartitionSize(replica.sizeBytes())
                                    .setOffsetLag(replica.offsetLag())
                                    .setIsFutureKey(false));
                }
            }
            DescribeLogDirsResult result = new DescribeLogDirsResult()
                    .setLogDir(logDir.path())
                    .setErrorCode(logDir.error().code())
                    .setTotalBytes(logDir.totalBytes())
                    .setUsableBytes(logDir.usableBytes());
            result.topics().addAll(topics.values());
            response.results().add(result);
        }
        reply.send(response);
    }

    private static boolean isWanted(DescribeLogDirsRequestData request, LogDirs.Replica replica) {
        if (request.topics() == null) {
            return true;
        }
        Set<Integer> partitions = new TreeSet<>();
        request.topics().stream()
                .filter(topic -> topic.topic().equals(replica.topic()))
                .forEach(topic -> partitions.addAll(topic.partitions()));
        return partitions.contains(replica.partition());
    }
}
