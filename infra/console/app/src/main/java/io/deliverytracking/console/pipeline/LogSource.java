package io.deliverytracking.console.pipeline;

import io.deliverytracking.console.domain.GroupProgress;
import io.deliverytracking.console.domain.RateWindow;
import io.deliverytracking.console.kafka.LogFigures;
import io.deliverytracking.console.kafka.LogFigures.Partition;
import io.deliverytracking.console.kafka.LogFigures.Topic;
import io.deliverytracking.console.pipeline.PipelineView.BrokerView;
import io.deliverytracking.console.pipeline.PipelineView.GroupView;
import io.deliverytracking.console.pipeline.PipelineView.TopicView;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The brokers, asked with the admin client.
 *
 * <p>Threading: the collector's event loop alone, on which its questions also complete.
 */
final class LogSource extends Source<LogFigures> {

    static final String NAME = "broker";

    private final Map<String, RateWindow> topicRates = new HashMap<>();
    private final Map<String, RateWindow> groupRates = new HashMap<>();
    private @Nullable BrokerView view;

    LogSource(Supplier<Future<LogFigures>> inquiry, Clock clock) {
        super(NAME, inquiry, clock);
    }

    /** Null while no broker answers. */
    @Nullable
    BrokerView figures() {
        return view;
    }

    @Override
    @Nullable
    String answered(LogFigures figures, Instant now) {
        long nowMs = now.toEpochMilli();
        Map<Partition, Long> ends = new HashMap<>();
        List<TopicView> topics = new ArrayList<>();
        for (Topic topic : figures.topics()) {
            ends.putAll(topic.ends());
            topics.add(new TopicView(
                    topic.name(),
                    topic.ends().size(),
                    topic.endOffset(),
                    rate(topicRates, topic.name(), nowMs, topic.endOffset()),
                    orNull(topic.bytes())));
        }
        List<GroupView> groups = new ArrayList<>();
        figures.committed().forEach((group, committed) -> {
            GroupProgress progress = GroupProgress.of(ends, committed);
            groups.add(
                    new GroupView(group, orNull(progress.lag()), rate(groupRates, group, nowMs, progress.consumed())));
        });
        view = new BrokerView(topics, groups);
        return null;
    }

    @Override
    void silent() {
        view = null;
        topicRates.clear();
        groupRates.clear();
    }

    private static @Nullable Double rate(Map<String, RateWindow> rates, String of, long nowMs, long count) {
        RateWindow rate = rates.computeIfAbsent(of, any -> new RateWindow(Collecting.RATE_SPAN));
        rate.add(nowMs, count);
        OptionalDouble perSecond = rate.perSecond();
        return perSecond.isPresent() ? perSecond.getAsDouble() : null;
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
