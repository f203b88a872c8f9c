package io.deliverytracking.loadtest.cli;

import io.deliverytracking.demo.supervisor.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output, in UTF-8 whatever the locale. Stateless. */
final class Terminal {

    private Terminal() {}

    /** The script says whether it is a terminal. */
    static Console console() {
        return new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                "1".equals(System.getenv("DELIVERY_TERMINAL")));
    }
}
