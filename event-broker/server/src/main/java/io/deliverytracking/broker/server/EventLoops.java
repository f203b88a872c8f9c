package io.deliverytracking.broker.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.ExecutorServiceFactory;
import io.vertx.core.spi.VertxThreadFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes a Vert.x instance with one event loop and as little else as it allows: a broker's lane.
 *
 * <p>An instance of its own for each broker keeps brokers of one JVM apart, and dies with its broker.
 */
final class EventLoops {

    private EventLoops() {}

    static Vertx one() {
        VertxOptions options = new VertxOptions()
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
                        .setFileCachingEnabled(false));
        // As Vertx.vertx(options), but for the search of the whole class path for extensions of which we want none: a
        // start would open a hundred jars for it.
        return new VertxBuilder(options)
                .serviceProviders(List.of())
                .verticleFactories(List.of())
                .threadFactory(VertxThreadFactory.INSTANCE)
                .executorServiceFactory(ExecutorServiceFactory.INSTANCE)
                .init()
                .vertx();
    }
}
