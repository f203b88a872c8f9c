package io.deliverytracking.console.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.deliverytracking.console.domain.ServiceState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The pipeline at one moment in JSON. What is away has no figures: old ones would look like new ones. */
@Schema(name = "Pipeline", description = "The pipeline at one moment; a part that is away is absent")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PipelineView(
        @Schema(description = "ms since the epoch") long atMs,

        List<ServiceView> services,
        @Nullable FiguresView simulator,
        @Nullable BrokerView broker,
        @Nullable FiguresView location,
        @Nullable FiguresView analytics,
        @Nullable FiguresView dbWriter) {

    /** Whether one service answers. */
    @Schema(name = "ServiceState")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ServiceView(
            @Schema(description = "simulator, broker, location, analytics or db-writer")
            String name,

            @Schema(description = "up or away") String state,

            @Schema(description = "When it was first seen so")
            Instant since,

            @Schema(description = "What is wrong; absent if nothing is") @Nullable
            String detail) {

        static ServiceView of(ServiceState state) {
            return new ServiceView(
                    state.name(), state.presence().name().toLowerCase(Locale.ROOT), state.since(), state.detail());
        }
    }

    /** What one service says of itself. */
    @Schema(name = "Figures")
    public record FiguresView(
            @Schema(description = "How fast its counters grow, over the last seconds; absent until two were seen")
            Map<String, Double> perSecond,

            @Schema(description = "Its own statistics, as it gave them", implementation = Object.class)
            JsonNode status) {}

    /** What the admin client says of the log. */
    @Schema(name = "Broker")
    public record BrokerView(List<TopicView> topics, List<GroupView> groups) {}

    /** One topic. */
    @Schema(name = "Topic")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TopicView(
            String name,
            int partitions,

            @Schema(description = "The sum of its partitions' end offsets")
            long endOffset,

            @Nullable Double recordsPerSecond,

            @Schema(description = "On the brokers' disks; absent if they do not tell") @Nullable
            Long bytes) {}

    /** One consumer group. */
    @Schema(name = "Group")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GroupView(
            String group,

            @Schema(description = "Records that it has yet to commit; absent if it never committed") @Nullable
            Long lag,

            @Nullable Double recordsPerSecond) {}
}
