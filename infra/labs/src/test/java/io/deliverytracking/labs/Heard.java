package io.deliverytracking.labs;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.labs.broker.LabBroker;
import io.deliverytracking.labs.stage.Narrator;
import io.deliverytracking.labs.stage.Placeholders;
import io.deliverytracking.labs.stage.Table;
import java.util.ArrayList;
import java.util.List;

/** A narrator that remembers what a lesson said. */
final class Heard implements Narrator {

    final List<String> actions = new ArrayList<>();
    final List<String> claims = new ArrayList<>();
    final List<Table> tables = new ArrayList<>();
    final List<String> happenings = new ArrayList<>();
    boolean ended;

    /** What the lesson called {@code name} says on {@code broker}. */
    static Heard lesson(String name, LabBroker broker) throws Exception {
        return LabBrokers.hear(Course.find(name).orElseThrow(), broker);
    }

    /** It came to its end, and had something to say and to show on the way. */
    void requireWholeLesson() {
        assertThat(ended).isTrue();
        assertThat(claims).isNotEmpty();
        assertThat(actions).isNotEmpty();
        assertThat(tables).isNotEmpty();
        assertThat(happenings)
                .as("commands with nothing left to fill in")
                .noneMatch(said -> said.contains("{broker}") || said.contains("{topic:"));
    }

    @Override
    public void begins(Lesson lesson, String bootstrapServers) {
        // The question is a constant.
    }

    @Override
    public void action(int number, String text) {
        actions.add(text);
    }

    @Override
    public void remark(String text) {
        happenings.add(text);
    }

    @Override
    public void happened(long atMs, String who, String what) {
        happenings.add(who + " " + what);
    }

    @Override
    public void table(Table table) {
        tables.add(table);
    }

    @Override
    public void evidence(String claim, String observed, boolean holds) {
        claims.add(claim);
    }

    @Override
    public void ends(Lesson lesson, Placeholders placeholders) {
        ended = true;
        lesson.tryYourself().forEach(exercise -> happenings.add(placeholders.fill(exercise.command())));
    }

    @Override
    public void fails(Lesson lesson, String reason) {
        happenings.add("failed: " + reason);
    }

    @Override
    public void leftOut(Lesson lesson, String reason) {
        happenings.add("left out: " + reason);
    }
}
