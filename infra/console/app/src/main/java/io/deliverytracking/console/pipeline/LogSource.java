package io.deliverytracking.console.pipeline;

import io.deliverytracking.console.domain.GroupProgress;
import io.deliverytracking.console.domain.RateWindow;
import io.deliverytracking.console.domain.ServiceState;
import io.deliverytracking.console.domain.ServiceWatch;
import io.deliverytracking.console.kafka.LogFigures;
import io.deliverytracking.console.kafka.LogFigures.Partition;
import io.deliverytracking.console.kafka.LogFigures.Topic;
import io.deliverytracking.console.pipeline.PipelineView.BrokerView;
import io.deliverytracking.console.pipeline.PipelineView.GroupView;
import io.deliverytracking.console.pipeline.PipelineView.TopicView;
import io.vertx.core.Future;
import java.time.Clock;
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
final class LogSource implements Source {

    static final String NAME = "broker";

    private final Supplier<Future<LogFigures>> inquiry;
    private final Clock clock;
    private final ServiceWatch watch = new ServiceWatch(NAME);
    private final Map<String, RateWindow> topicRates = new HashMap<>();
    private final Map<String, RateWindow> groupRates = new HashMap<>();
    private @Nullable BrokerView view;
    private @Nullable Future<Void> underWay;

    LogSource(Supplier<Future<LogFigures>> inquiry, Clock clock) {
        this.inquiry = inquiry;
        this.clock = clock;
    }

    @Override
    public Future<Void> poll() {
        if (underWay == null) {
            underWay = inquiry.get().map(this::note).otherwise(this::noteSilence);
            underWay.onComplete(done -> underWay = null);
        }
        return underWay == null ? Future.succeededFuture() : underWay;
    }

    @Override
    public @Nullable ServiceState state() {
        return watch.state();
    }

    /** Null while no broker answers. */
    @Nullable
    BrokerView figures() {
        return view;
    }

    private @Nullable Void note(LogFigures figures) {
        long nowMs = clock.millis();
        watch.answered(clock.instant(), null);
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

    private @Nullable Void noteSilence(Throwable fault) {
        watch.silent(clock.instant(), String.valueOf(fault.getMessage()));
        view = null;
        topicRates.clear();
        groupRates.clear();
        return null;
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
