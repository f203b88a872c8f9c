package io.deliverytracking.broker.app.inspection;

/** A question that can't be answered; becomes a {@link Problem}. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    private ProblemException(int status, String title, String detail) {
        super(detail);
        this.status = status;
        this.title = title;
    }

    static ProblemException notFound(String what, String name) {
        return new ProblemException(404, "No such " + what, "There is no " + what + " '" + name + "' on this broker.");
    }

    static ProblemException badRequest(String title, String detail) {
        return new ProblemException(400, title, detail);
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
