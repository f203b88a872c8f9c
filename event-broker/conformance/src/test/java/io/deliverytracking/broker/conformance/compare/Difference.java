package io.deliverytracking.broker.conformance.compare;

/**
 * A place where two transcripts part.
 *
 * @param path where: the step, then the fields that lead there, with the places of list elements
 * @param ours what our broker has there; the word "absent" if nothing
 * @param theirs what Apache Kafka has there
 */
public record Difference(String path, String ours, String theirs) {

    /** The path without the step's number and the places of list elements, as the table of allowed differences has it. */
    public String field() {
        return path.replaceFirst("^\\d+ ", "").replaceAll("\\[\\d+]", "");
    }

    @Override
    public String toString() {
        return path + ": ours " + ours + ", Apache Kafka " + theirs;
    }
}
