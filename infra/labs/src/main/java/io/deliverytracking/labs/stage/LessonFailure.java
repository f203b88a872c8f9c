package io.deliverytracking.labs.stage;

/** What a lesson claims is not so here, or what it waited for did not happen. */
public final class LessonFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LessonFailure(String message) {
        super(message);
    }
}
