package io.deliverytracking.broker.benchmark.result;

/** Whether a row does what it should. */
public enum Verdict {
    MET("met"),
    MISSED("MISSED"),
    /** Fewer pairs than the aim asks for. */
    UNDECIDED("too few pairs"),
    /** Shown for its own sake. */
    NO_AIM("-");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
