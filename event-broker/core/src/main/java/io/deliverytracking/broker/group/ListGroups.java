package io.deliverytracking.broker.group;

import java.util.List;

/** Which groups does this broker coordinate? */
public final class ListGroups {

    private ListGroups() {}

    /** Empty filters let everything pass; names are compared without regard to case. */
    public record Request(List<String> states, List<String> types) {}

    public record Response(List<Listing> groups) {}

    /** @param protocolType empty for a group that only commits offsets */
    public record Listing(String groupId, String protocolType, String state, String type) {}
}
