package io.deliverytracking.dbwriter.domain;

/** The cluster did not say which log a topic is: without that, nobody knows where a batch came from. */
public final class LogUnavailableException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    public LogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String awaited() {
        return "the cluster confirms the topics' ids";
    }
}
