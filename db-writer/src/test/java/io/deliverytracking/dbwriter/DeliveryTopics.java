package io.deliverytracking.dbwriter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.events.Topics;
import io.deliverytracking.testkit.LogClient;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** The topics that the application under test was started without, and waits for. */
final class DeliveryTopics {
    private DeliveryTopics() {}

    /** Creates them in the first test that needs them. */
    static void createOnce(LogClient log) {
        if (names(log).contains(Topics.DELIVERY_LOCATION_UPDATES)) {
            return;
        }
        given().get("/q/health/ready").then().statusCode(200);
        assertThat(given().get("/api/statistics").jsonPath().getString("state")).isEqualTo("WAITING_FOR_TOPICS");
        log.createTopic(Topics.DELIVERY_LOCATION_UPDATES, 3);
        log.createTopic(Topics.RESTAURANT_UPDATES, 2);
    }

    private static Set<String> names(LogClient log) {
        try {
            return log.admin().listTopics().names().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
