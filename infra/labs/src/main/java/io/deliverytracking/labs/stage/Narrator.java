package io.deliverytracking.labs.stage;

import io.deliverytracking.labs.Lesson;

/**
 * Who tells a lesson: to a person or to a machine.
 *
 * <p>Threading: called by one thread at a time; {@link Stage} sees to it.
 */
public interface Narrator {

    /** The lesson begins, on the broker at {@code bootstrapServers}. */
    void begins(Lesson lesson, String bootstrapServers);

    /** The lesson's program does something; {@code number} counts from 1. */
    void action(int number, String text);

    /** A remark between actions. */
    void remark(String text);

    /**
     * Something happened to a client.
     *
     * @param atMs milliseconds since the lesson began
     * @param who  the client
     */
    void happened(long atMs, String who, String what);

    void table(Table table);

    /**
     * What was claimed, and what was seen.
     *
     * @param holds whether the one follows from the other
     */
    void evidence(String claim, String observed, boolean holds);

    /** The lesson's claims hold: its answer, what to try and what to think about, placeholders filled in. */
    void ends(Lesson lesson, Placeholders placeholders);

    /** The lesson failed. */
    void fails(Lesson lesson, String reason);

    /** The lesson can't be given here. */
    void leftOut(Lesson lesson, String reason);
}
