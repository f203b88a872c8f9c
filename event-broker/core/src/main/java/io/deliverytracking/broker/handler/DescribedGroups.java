package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.Answer;
import io.deliverytracking.broker.group.Gather;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.protocol.Errors;

/** Asks the coordinator about several groups, and replies when it has said something about each, in their order. */
final class DescribedGroups {

    /** READ, DELETE, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS: without an authorizer everything is allowed. */
    static final int ALL_OPERATIONS = 1 << 3 | 1 << 6 | 1 << 8 | 1 << 10 | 1 << 11;

    private DescribedGroups() {}

    /**
     * @param question asks about one group
     * @param describe makes its part of the reply of what the coordinator said
     * @param refuse makes it of a refusal
     */
    static <S, D> void ask(
            List<String> groupIds,
            BiConsumer<String, Answer<S>> question,
            Function<S, D> describe,
            BiFunction<String, Errors, D> refuse,
            Consumer<List<D>> reply) {
        SortedMap<Integer, D> described = new TreeMap<>();
        Gather<D> gather =
                new Gather<>(groupIds.size(), part -> {}, error -> reply.accept(List.copyOf(described.values())));
        for (int i = 0; i < groupIds.size(); i++) {
            int index = i;
            String groupId = groupIds.get(i);
            Answer<D> part = gather.part();
            Consumer<D> done = group -> {
                described.put(index, group);
                part.send(group);
            };
            question.accept(
                    groupId,
                    Answer.of(
                            snapshot -> done.accept(describe.apply(snapshot)),
                            error -> done.accept(refuse.apply(groupId, error))));
        }
    }
}
