package io.deliverytracking.labs;

import io.deliverytracking.labs.stage.Stage;
import java.util.List;

/**
 * One lesson: a question, a program that finds out, an answer.
 *
 * <p>What the answer says must be among what {@link #teach} proves: a lesson whose claim doesn't hold on the broker at
 * hand fails, it never explains it away.
 */
public interface Lesson {

    /** What it is called on the command line: lower case, words joined by hyphens. */
    String name();

    /** The line in the table of contents. */
    String title();

    /** The paragraph that it begins with. */
    String question();

    /** What it is about as a drawing in letters, at most 90 columns wide. */
    String diagram();

    /** Words that it uses and no lesson before it has shown; told before it begins. */
    default List<Word> words() {
        return List.of();
    }

    /**
     * Runs the lesson.
     *
     * @throws io.deliverytracking.labs.stage.LessonFailure when a claim does not hold or something awaited did not happen
     * @throws Exception when the broker or the client fails
     */
    void teach(Stage stage) throws Exception;

    /** What was seen, in a few sentences. */
    String answer();

    /** Commands for {@code kcat} and Kafka's own tools; see {@link Exercise}. */
    List<Exercise> tryYourself();

    /** Questions to think about, with their answers. */
    List<Thought> thoughts();

    /**
     * Something to try by hand.
     *
     * @param purpose what one sees by it
     * @param command the command; {@code {broker}} stands for the bootstrap servers, {@code {topic:NAME}} for the topic
     *                that the lesson calls NAME
     */
    record Exercise(String purpose, String command) {}

    /** A question to think about. */
    record Thought(String question, String answer) {}
}
