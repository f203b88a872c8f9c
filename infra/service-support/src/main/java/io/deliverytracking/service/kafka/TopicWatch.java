package io.deliverytracking.service.kafka;

import io.vertx.core.Vertx;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says in one line what the service waits for while its topics are missing: the simulator creates them.
 *
 * <p>The consumer itself finds a new topic with its next refresh of metadata ({@code metadata.max.age.ms}), so nothing here
 * starts or stops it.
 *
 * <p>Threading: one event loop; the admin client answers on its own thread.
 */
public final class TopicWatch {

    private static final Logger LOG = Logger.getLogger(TopicWatch.class);
    private static final long LOOK_EVERY_MS = 2_000;
    private static final int SAY_EVERY_LOOKS = 10;

    private final Admin admin;
    private final Vertx vertx;
    private final Set<String> wanted;
    private int looks;

    private TopicWatch(Admin admin, Vertx vertx, Set<String> wanted) {
        this.admin = admin;
        this.vertx = vertx;
        this.wanted = new TreeSet<>(wanted);
    }

    /** Looks until all of the topics are there. */
    public static void start(Admin admin, Vertx vertx, Set<String> topics) {
        TopicWatch watch = new TopicWatch(admin, vertx, topics);
        vertx.runOnContext(ignored -> watch.look());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What went wrong is an argument of onAnswer.
    private void look() {
        admin.listTopics()
                .names()
                .whenComplete((names, fault) -> vertx.runOnContext(ignored -> onAnswer(names, fault)));
    }

    private void onAnswer(@Nullable Set<String> names, @Nullable Throwable fault) {
        Set<String> missing = new TreeSet<>(wanted);
        if (names != null) {
            missing.removeAll(names);
        }
        if (missing.isEmpty()) {
            LOG.infof("Topics are there: topics=%s", wanted);
            return;
        }
        if (looks++ % SAY_EVERY_LOOKS == 0) {
            if (fault == null) {
                LOG.infof("Waiting for topics to be created: missing=%s", missing);
            } else {
                LOG.infof("Waiting for the broker: fault=%s", fault.getMessage());
            }
        }
        vertx.setTimer(LOOK_EVERY_MS, timer -> look());
    }
}
