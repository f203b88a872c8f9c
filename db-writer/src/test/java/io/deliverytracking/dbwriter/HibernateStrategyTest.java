package io.deliverytracking.dbwriter;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.dbwriter.domain.BatchStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything that the application does, with entities instead of COPY. */
@Tag("long")
@QuarkusTest
@TestProfile(HibernateStrategyTest.Hibernate.class)
class HibernateStrategyTest extends WriterApplicationTest {
    @Inject
    BatchStore store;

    /** The setting. */
    public static final class Hibernate implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("delivery.ingest.strategy", "hibernate-reactive");
        }
    }

    @Test
    void theStrategyIsTheOneThatWasAskedFor() {
        assertThat(store.getClass().getSimpleName()).isEqualTo("HibernateBatchStore");
    }
}
