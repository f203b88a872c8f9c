package io.deliverytracking.broker.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.junit.jupiter.api.Test;

class VersionFitTest {

    private static final Uuid ID = new Uuid(1, 2);

    @Test
    void aTopicIsNamedInTheWayOfTheVersion() {
        assertThat(VersionFit.fit(fetch(), (short) 12).topics().get(0))
                .matches(topic -> topic.topic().equals("t") && topic.topicId().equals(Uuid.ZERO_UUID));
        assertThat(VersionFit.fit(fetch(), (short) 13).topics().get(0))
                .matches(topic -> topic.topic().isEmpty() && topic.topicId().equals(ID));
    }

    @Test
    void whatAVersionLacksInAPartOfAPartIsLeftOut() {
        assertThat(epochOf(VersionFit.fit(fetch(), (short) 8))).isEqualTo(-1);
        assertThat(epochOf(VersionFit.fit(fetch(), (short) 9))).isEqualTo(5);
    }

    @Test
    void taggedFieldsAreKnown() {
        FetchRequestData request = fetch().setClusterId("c");
        assertThat(VersionFit.fit(request, (short) 12).clusterId()).isEqualTo("c");
        assertThat(VersionFit.fit(request, (short) 11).clusterId()).isNull();
    }

    private static int epochOf(FetchRequestData request) {
        return request.topics().get(0).partitions().get(0).currentLeaderEpoch();
    }

    private static FetchRequestData fetch() {
        return new FetchRequestData()
                .setTopics(new ArrayList<>(List.of(new FetchRequestData.FetchTopic()
                        .setTopic("t")
                        .setTopicId(ID)
                        .setPartitions(List.of(new FetchRequestData.FetchPartition().setCurrentLeaderEpoch(5))))));
    }
}
