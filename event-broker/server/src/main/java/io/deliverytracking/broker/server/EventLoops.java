package io.deliverytracking.broker.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;

/**
 * Makes a Vert.x instance with one event loop and as little else as it allows: a broker's lane.
 *
 * <p>An instance of its own for each broker keeps brokers of one JVM apart, and dies with its broker.
 */
final class EventLoops {

    private EventLoops() {}

    static Vertx one() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                // A lane that doesn't come back for a second is a fault worth a stack trace in the log.
                .setMaxEventLoopExecuteTime(1)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
                .setWarningExceptionTime(1)
                .setWarningExceptionTimeUnit(TimeUnit.SECONDS)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    }
}
