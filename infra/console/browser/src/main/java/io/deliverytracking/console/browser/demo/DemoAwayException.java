package io.deliverytracking.console.browser.demo;

/** The demo has not started, or ended while it was looked at. The message says what to do. */
public final class DemoAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoAwayException(String message) {
        super(message);
    }

    DemoAwayException(String message, Exception cause) {
        super(message, cause);
    }
}
