package io.deliverytracking.labs;

import io.deliverytracking.labs.lessons.Acknowledgements;
import io.deliverytracking.labs.lessons.AnotherLanguage;
import io.deliverytracking.labs.lessons.Batching;
import io.deliverytracking.labs.lessons.DeadLetters;
import io.deliverytracking.labs.lessons.LogAgainstTable;
import io.deliverytracking.labs.lessons.Offsets;
import io.deliverytracking.labs.lessons.OneGroup;
import io.deliverytracking.labs.lessons.Partitioners;
import io.deliverytracking.labs.lessons.PublishSubscribe;
import io.deliverytracking.labs.lessons.PullAgainstPush;
import io.deliverytracking.labs.lessons.Queue;
import io.deliverytracking.labs.lessons.QueueAgainstPublishSubscribe;
import io.deliverytracking.labs.lessons.Rebalancing;
import io.deliverytracking.labs.lessons.Retention;
import io.deliverytracking.labs.lessons.TopicPartitionOffset;
import io.deliverytracking.labs.lessons.TwoTopics;
import io.deliverytracking.labs.lessons.WhyNotTheDatabase;
import java.util.List;
import java.util.Optional;

/** The lessons in the order in which to take them. */
public final class Course {

    private Course() {}

    /** All of them, new ones each time. */
    public static List<Lesson> lessons() {
        return List.of(
                new TopicPartitionOffset(),
                new Partitioners(),
                new OneGroup(),
                new PublishSubscribe(),
                new Queue(),
                new QueueAgainstPublishSubscribe(),
                new Rebalancing(),
                new Offsets(),
                new Retention(),
                new Acknowledgements(),
                new PullAgainstPush(),
                new DeadLetters(),
                new WhyNotTheDatabase(),
                new TwoTopics(),
                new Batching(),
                new LogAgainstTable(),
                new AnotherLanguage());
    }

    /** The lesson called {@code name}, or that has this number in the course. */
    public static Optional<Lesson> find(String name) {
        List<Lesson> lessons = lessons();
        for (int i = 0; i < lessons.size(); i++) {
            if (lessons.get(i).name().equals(name) || String.valueOf(i + 1).equals(name)) {
                return Optional.of(lessons.get(i));
            }
        }
        return Optional.empty();
    }
}
