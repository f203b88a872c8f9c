package io.deliverytracking.labs.stage;

/** A lesson can't be given here, because something that it needs is missing; the message says what, and how to have it. */
public final class LessonLeftOut extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LessonLeftOut(String message) {
        super(message);
    }
}
