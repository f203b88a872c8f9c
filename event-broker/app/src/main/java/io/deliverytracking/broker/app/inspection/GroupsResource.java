package io.deliverytracking.broker.app.inspection;

import io.deliverytracking.broker.app.BrokerProcess;
import io.deliverytracking.broker.app.Lag;
import io.deliverytracking.broker.app.config.BrokerSettings;
import io.deliverytracking.broker.app.inspection.Views.GroupSummary;
import io.deliverytracking.broker.app.inspection.Views.GroupView;
import io.deliverytracking.broker.app.inspection.Views.MemberView;
import io.deliverytracking.broker.group.GroupSnapshot;
import io.deliverytracking.broker.node.Node;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Consumer groups: members, assignments, committed offsets, lag. */
@Path("/api/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "groups")
public class GroupsResource {

    private final BrokerProcess process;
    private final BrokerSettings settings;

    GroupsResource(BrokerProcess process, BrokerSettings settings) {
        this.process = process;
        this.settings = settings;
    }

    @GET
    @Operation(summary = "All groups that this broker coordinates, with their total lag")
    public CompletionStage<List<GroupSummary>> groups() {
        return process.ask(
                settings.inspection().timeout(),
                node -> node.groups().snapshots().stream()
                        .map(group -> summary(node, group))
                        .toList());
    }

    @GET
    @Path("/{group}")
    @Operation(summary = "A group: state, members with their partitions, committed offsets and lag")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "404", description = "No such group on this broker")
    public CompletionStage<GroupView> group(@RestPath String group) {
        return process.ask(settings.inspection().timeout(), node -> view(node, require(node, group)));
    }

    @GET
    @Path("/{group}/offsets")
    @Operation(summary = "The committed offsets of a group and its lag, by topic and partition")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "404", description = "No such group on this broker")
    public CompletionStage<List<Lag>> offsets(@RestPath String group) {
        return process.ask(settings.inspection().timeout(), node -> Lag.of(require(node, group), node.partitions()));
    }

    private static GroupSnapshot require(Node node, String groupId) {
        return node.groups().snapshots().stream()
                .filter(group -> group.groupId().equals(groupId))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("group", groupId));
    }

    private static GroupSummary summary(Node node, GroupSnapshot group) {
        return new GroupSummary(
                group.groupId(),
                group.state(),
                group.type(),
                group.protocolType(),
                group.members().size(),
                total(Lag.of(group, node.partitions())));
    }

    private static GroupView view(Node node, GroupSnapshot group) {
        List<Lag> offsets = Lag.of(group, node.partitions());
        return new GroupView(
                group.groupId(),
                group.state(),
                group.type(),
                group.protocolType(),
                group.protocol(),
                group.generationId(),
                group.leaderId(),
                group.coordinatorPartition(),
                group.stateSinceMs() < 0 ? null : group.stateSinceMs(),
                group.members().stream().map(GroupsResource::view).toList(),
                offsets,
                total(offsets));
    }

    private static MemberView view(GroupSnapshot.Member member) {
        SortedMap<String, List<Integer>> assignment = new TreeMap<>();
        member.assignedPartitions().forEach(topic -> assignment.put(topic.topic(), topic.partitions()));
        return new MemberView(
                member.memberId(),
                member.groupInstanceId(),
                member.clientId(),
                member.clientHost(),
                member.sessionTimeoutMs() < 0 ? null : member.sessionTimeoutMs(),
                member.rebalanceTimeoutMs(),
                assignment);
    }

    /** The lag in all partitions of which it is known; null when it is known of none. */
    private static @Nullable Long total(List<Lag> lags) {
        Long total = null;
        for (Lag lag : lags) {
            if (lag.lag() != null) {
                total = (total == null ? 0 : total) + lag.lag();
            }
        }
        return total;
    }
}
