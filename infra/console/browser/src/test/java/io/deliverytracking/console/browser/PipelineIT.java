package io.deliverytracking.console.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.deliverytracking.console.browser.pipeline.Pipeline;
import io.deliverytracking.console.browser.visit.ConsoleTest;
import io.deliverytracking.console.browser.visit.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** The system's picture, and what can be done to it. */
@ConsoleTest
class PipelineIT {
    private static final Pattern POSITIVE = Pattern.compile("(?!0$|0\\.0+$)\\d+(\\.\\d+)?([eE].*)?");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

    @Test
    void theArrowsShowWhatFlows(Visitor visitor) {
        Page page = visitor.opens("/pipeline");

        for (String figure : List.of(
                "sent",
                "end-offset",
                "rate-location-consumer",
                "rate-analytics-consumer",
                "rate-db-writer",
                "rows",
                "batch-rows",
                "commit-ms",
                "live-riders")) {
            assertThat(figure(page, figure)).hasAttribute("data-value", POSITIVE);
        }
        for (String figure :
                List.of("lag-location-consumer", "lag-analytics-consumer", "lag-db-writer", "dead-letters")) {
            assertThat(figure(page, figure)).hasAttribute("data-value", NUMBER);
        }
        String before = figure(page, "end-offset").getAttribute("data-value");
        assertThat(figure(page, "end-offset")).not().hasAttribute("data-value", before);
    }

    @Test
    void theSimulatorPausesAndResumes(Visitor visitor) {
        Page page = visitor.opens("/pipeline");
        assertThat(page.getByTestId("simulator-state")).containsText("running");

        page.getByTestId("control-pause").click();
        assertThat(page.getByTestId("simulator-state")).containsText("paused");
        assertThat(figure(page, "sent")).hasAttribute("data-value", "0");
        page.getByTestId("control-resume").click();

        assertThat(page.getByTestId("simulator-state")).containsText("running");
        assertThat(figure(page, "sent")).hasAttribute("data-value", POSITIVE);
    }

    @Test
    void ridersAndRateAreChangedWhileTheyRide(Visitor visitor) {
        Page page = visitor.opens("/pipeline");

        set(page, "riders", Integer.toString(Pipeline.RIDERS + 100));
        assertThat(figure(page, "simulated-riders"))
                .hasAttribute("data-value", Integer.toString(Pipeline.RIDERS + 100));
        set(page, "riders", Integer.toString(Pipeline.RIDERS));
        assertThat(figure(page, "simulated-riders")).hasAttribute("data-value", Integer.toString(Pipeline.RIDERS));

        set(page, "rate", "2");
        page.waitForFunction(sentAtLeast(Pipeline.RIDERS * 3 / 2));
        set(page, "rate", "1");
        page.waitForFunction(
                "async () => (await (await fetch('/services/simulator/api/simulator')).json()).ratePerRider === 1");
        assertThat(page.getByTestId("control-rate")).hasValue("1");
    }

    @Test
    void whatTheSimulatorRefusesIsToldBesideTheControl(Visitor visitor) {
        Page page = visitor.opens("/pipeline");

        set(page, "rate", "-1");

        assertThat(page.getByTestId("control-problem").filter(visible())).not().isEmpty();
        assertThat(page.getByTestId("control-problem").filter(visible())).containsText(Pattern.compile("\\w"));
    }

    @Test
    void everyFaultIsSwitchedOnAndOffAgain(Visitor visitor) {
        Page page = visitor.opens("/pipeline");
        List<String> shares = List.of(
                "outOfOrderRate", "duplicateRate", "dropOutRate", "clockSkewShare", "gpsNoiseRate", "zeroFixRate");

        for (String share : shares) {
            Locator field = page.getByTestId("fault-" + share);
            if (field.isEnabled()) {
                field.fill("0.01");
            }
        }
        page.getByTestId("faults-apply").click();
        page.waitForFunction(faultIs("duplicateRate", "0.01"));
        page.waitForFunction(faultIs("outOfOrderRate", "0.01"));
        page.waitForFunction(faultIs("dropOutRate", "0.01"));
        page.waitForFunction(faultIs("clockSkewShare", "0.01"));

        page.getByTestId("faults-clear").click();
        for (String share : shares) {
            page.waitForFunction(faultIs(share, "0"));
        }
    }

    @Test
    void aPoisonRecordShowsUpAndIsSentAgainFromThePage(Visitor visitor, Pipeline pipeline) {
        Page page = visitor.opens("/pipeline");
        RecordMetadata poison = pipeline.log()
                .send(new ProducerRecord<>(
                        "delivery-location-updates", 0, key(), "no fix".getBytes(StandardCharsets.UTF_8)));

        Locator row = page.getByTestId("dead-letter-row").and(page.locator("[data-key$='/0/" + poison.offset() + "']"));
        assertThat(row).isVisible();
        assertThat(figure(page, "dead-letters")).hasAttribute("data-value", POSITIVE);
        row.getByTestId("dead-letter-redrive").click();

        assertThat(row).containsText("1 sent");
        // It is no better than before: its second end is the first one's outcome.
        assertThat(row).containsText(Pattern.compile("attempt 1"));
    }

    private static byte[] key() {
        return "poison".getBytes(StandardCharsets.UTF_8);
    }

    private static Locator figure(Page page, String name) {
        return page.getByTestId("figure-" + name).first();
    }

    private static Locator.FilterOptions visible() {
        return new Locator.FilterOptions().setVisible(true);
    }

    private static void set(Page page, String control, String value) {
        page.getByTestId("control-" + control).fill(value);
        page.getByTestId("control-" + control + "-apply").click();
    }

    private static String sentAtLeast(int perSecond) {
        return "async () => (await (await fetch('/api/pipeline')).json()).simulator?.perSecond?.sent >= " + perSecond;
    }

    /** Asked of the simulator itself; a setting that it does not know counts as off. */
    private static String faultIs(String name, String value) {
        return "async () => ((await (await fetch('/services/simulator/api/simulator')).json()).faults.settings." + name
                + " ?? 0) === " + value;
    }
}
