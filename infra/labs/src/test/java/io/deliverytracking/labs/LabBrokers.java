package io.deliverytracking.labs;

import io.deliverytracking.labs.broker.LabBroker;
import io.deliverytracking.labs.broker.OwnBroker;
import io.deliverytracking.labs.stage.Pace;
import io.deliverytracking.labs.stage.Stage;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives test methods a lab's own broker, or an Apache Kafka; one of each for all tests of this JVM. */
public final class LabBrokers implements ParameterResolver {

    /** For who looks on in a hurry. */
    private static final Pace PACE = Pace.QUICK.measuringFor(500);

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(LabBrokers.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == OwnBroker.class || type == ApacheKafkaBroker.class;
    }

    @Override
    public LabBroker resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getRoot().getStore(OURS);
        return parameter.getParameter().getType() == OwnBroker.class
                ? store.computeIfAbsent(OwnBroker.class, type -> start(OwnBroker::forLessons), OwnBroker.class)
                : store.computeIfAbsent(
                        ApacheKafkaBroker.class, type -> start(ApacheKafkaBroker::start), ApacheKafkaBroker.class);
    }

    private static <T> T start(Callable<T> broker) {
        try {
            return broker.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Plays {@code lesson} at a quick pace; what it said is in the result. */
    public static void play(Lesson lesson, LabBroker broker) throws Exception {
        hear(lesson, broker);
    }

    static Heard hear(Lesson lesson, LabBroker broker) throws Exception {
        Heard heard = new Heard();
        try (Stage stage =
                new Stage(broker, heard, PACE, UUID.randomUUID().toString().substring(0, 8), () -> {})) {
            stage.play(lesson);
        }
        return heard;
    }
}
