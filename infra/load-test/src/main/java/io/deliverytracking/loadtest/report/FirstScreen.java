package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import java.util.Optional;

/** Three plots and three sentences. Stateless. */
final class FirstScreen {

    private FirstScreen() {}

    static Tag drawn(Run run, Comparison comparison, ArmLook look) {
        return Tag.of("div")
                .with("class", "story")
                .with("id", "story")
                .add(panel(
                        "What other users of the database feel",
                        FeltPlot.drawn(run, comparison, look),
                        FeltFinding.of(run, comparison)))
                .add(panel("How far each way goes", ReachPlot.drawn(run, look), ReachFinding.of(run)))
                .add(panel(
                        LossPlot.title(run), LossPlot.drawn(run, comparison, look), LossFinding.of(run, comparison)));
    }

    private static Tag panel(String heading, Optional<Tag> plot, Finding finding) {
        Tag panel = Tag.of("article").add(Tag.of("h2", heading));
        plot.ifPresent(panel::add);
        panel.add(Tag.of("p", finding.sentence()).with("class", "finding"));
        return finding.smallPrint().isEmpty()
                ? panel
                : panel.add(Tag.of("p", finding.smallPrint()).with("class", "note"));
    }
}
