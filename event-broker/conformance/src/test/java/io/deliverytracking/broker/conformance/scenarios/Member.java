package io.deliverytracking.broker.conformance.scenarios;

import io.deliverytracking.broker.conformance.script.Conversation;
import io.deliverytracking.broker.conformance.script.SetupException;
import java.io.IOException;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** A member of a classic group, made by asking in the versions that are not under test. */
record Member(String group, String id, int generation) {

    /** The only member of a stable group. */
    static Member alone(Conversation with, String group) throws IOException {
        return alone(with, group, null);
    }

    /** The same, static where there is an instance id. */
    static Member alone(Conversation with, String group, @Nullable String instanceId) throws IOException {
        JoinGroupResponseData joined = joined(with, group, "", instanceId);
        SyncGroupResponseData synced =
                with.prepare(GroupRequests.sync(group, joined.memberId(), joined.generationId(), joined.memberId())
                        .setGroupInstanceId(instanceId));
        require(synced.errorCode());
        return new Member(group, joined.memberId(), joined.generationId());
    }

    /** In a group that waits for its leader's assignment. */
    static Member beforeSync(Conversation with, String group) throws IOException {
        JoinGroupResponseData joined = joined(with, group, "", null);
        return new Member(group, joined.memberId(), joined.generationId());
    }

    private static JoinGroupResponseData joined(
            Conversation with, String group, String memberId, @Nullable String instanceId) throws IOException {
        JoinGroupResponseData joined =
                with.prepare(GroupRequests.join(group, memberId).setGroupInstanceId(instanceId));
        if (joined.errorCode() == Errors.MEMBER_ID_REQUIRED.code()) {
            joined = with.prepare(GroupRequests.join(group, joined.memberId()));
        }
        require(joined.errorCode());
        return joined;
    }

    private static void require(short error) {
        if (error != Errors.NONE.code()) {
            throw new SetupException("The group did not form: " + Errors.forCode(error));
        }
    }
}
