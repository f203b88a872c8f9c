package io.deliverytracking.loadtest.application;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that starts an application with the settings of a file, says its pid, and waits to be killed. */
final class KilledCoordinator {

    private KilledCoordinator() {}

    public static void main(String[] arguments) throws Exception {
        ApplicationSettings settings = ApplicationJson.read(Path.of(arguments[0]));
        ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME);
        application.awaitStart(TestRun.PATIENCE);
        System.out.println(application.pid());
        new CountDownLatch(1).await();
    }
}
