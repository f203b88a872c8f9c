package io.deliverytracking.broker.group;

import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** Members leave, by themselves or removed by an administrator. */
public final class LeaveGroup {

    private LeaveGroup() {}

    public record Request(String groupId, List<Member> members) {}

    /**
     * @param memberId who leaves; empty when an administrator removes a static member by its name
     * @param groupInstanceId the static member's name, null for a dynamic member
     * @param reason the client's own words, for the log
     */
    public record Member(
            String memberId,
            @Nullable String groupInstanceId,
            @Nullable String reason) {

        String reasonOrDefault() {
            return reason == null || reason.isEmpty() ? "not provided" : reason;
        }
    }

    /** One result a member, in the order of the request. */
    public record Response(List<Result> results) {}

    public record Result(String memberId, @Nullable String groupInstanceId, Errors error) {}
}
