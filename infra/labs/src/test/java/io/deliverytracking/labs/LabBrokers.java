package io.deliverytracking.labs;

import io.deliverytracking.labs.broker.OwnBroker;
import io.deliverytracking.labs.stage.Pace;
import io.deliverytracking.labs.stage.Stage;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives test methods a lab's own broker, one for all tests of this JVM. */
public final class LabBrokers implements ParameterResolver {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(LabBrokers.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == OwnBroker.class;
    }

    @Override
    public OwnBroker resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(OURS).computeIfAbsent(OwnBroker.class, type -> start(), OwnBroker.class);
    }

    private static OwnBroker start() {
        try {
            return OwnBroker.forLessons();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Plays {@code lesson} at a quick pace; what it said is in the result. */
    public static void play(Lesson lesson, OwnBroker broker) throws Exception {
        hear(lesson, broker);
    }

    static Heard hear(Lesson lesson, OwnBroker broker) throws Exception {
        Heard heard = new Heard();
        try (Stage stage = new Stage(
                broker, heard, Pace.QUICK, UUID.randomUUID().toString().substring(0, 8), () -> {})) {
            stage.play(lesson);
        }
        return heard;
    }
}
