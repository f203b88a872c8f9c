package io.deliverytracking.demo.reckoning;

import java.util.Locale;

/** The verdict in plain words, as the demo prints it. Stateless. */
public final class ReckoningText {

    private ReckoningText() {}

    public static String of(Reckoning reckoning) {
        StringBuilder text = new StringBuilder();
        Account locations = reckoning.locations();
        Account orders = reckoning.orders();
        line(text, "all runs on this data", "locations", "order updates");
        row(text, "sent", locations.sent(), orders.sent());
        row(text, "acknowledged", locations.acknowledged(), orders.acknowledged());
        row(text, "stored", locations.stored(), orders.stored());
        row(text, "dead-lettered", locations.deadLettered(), orders.deadLettered());
        rowIfAny(text, "dropped by the database's retention", locations.dropped(), orders.dropped());
        rowIfAny(text, "expired in the log before being read", locations.expired(), orders.expired());
        rowIfAny(text, "duplicates sent on purpose", locations.copiesSent(), orders.copiesSent());
        rowIfAny(text, "sent, outcome unknown", locations.outcomeUnknown(), orders.outcomeUnknown());
        rowIfAny(text, "  of these stored", locations.outcomeUnknownStored(), orders.outcomeUnknownStored());
        rowIfAny(text, "of earlier runs without a ledger", locations.ofEarlierRuns(), orders.ofEarlierRuns());
        row(text, "missing", locations.missing(), orders.missing());
        row(text, "doubled", locations.doubled(), orders.doubled());
        row(text, "stored but not sent", locations.notSent(), orders.notSent());
        rowIfAny(text, "dead letters that are no events", reckoning.foreignDeadLetters(), 0);
        text.append(String.format(
                Locale.ROOT,
                "  %s%n",
                reckoning.intended() == 0
                        ? "Nothing was intended."
                        : String.format(
                                Locale.ROOT,
                                "This run sent %,d of the %,d events that it intended (%.2f%%).",
                                reckoning.sentOfIntended(),
                                reckoning.intended(),
                                100.0 * reckoning.sentOfIntended() / reckoning.intended())));
        text.append(
                locations.outOfOrder() == 0
                        ? String.format("  Each rider's events are in order within their partition.%n")
                        : String.format(
                                Locale.ROOT,
                                "  %,d events are stored before their rider's previous one%s.%n",
                                locations.outOfOrder(),
                                reckoning.orderRequired() ? "" : ", which these settings allow"));
        if (locations.expired() + orders.expired() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "  ATTENTION: %,d events expired in the log before the writer had read them.%n",
                    locations.expired() + orders.expired()));
        }
        verdict(text, reckoning);
        return text.toString();
    }

    private static void verdict(StringBuilder text, Reckoning reckoning) {
        if (reckoning.balanced()) {
            text.append(String.format("The reckoning balances.%n"));
            return;
        }
        text.append(
                reckoning.isShortOfItsPlanOnly()
                        ? String.format("Every event that was sent is accounted for, but too few were sent:%n")
                        : String.format("The reckoning does NOT balance:%n"));
        reckoning.reasons().forEach(reason -> text.append(String.format("  - %s%n", reason)));
        reckoning.locations().examples().forEach(offence -> text.append(example("rider", "sequence", offence)));
        reckoning.orders().examples().forEach(offence -> text.append(example("order", "state", offence)));
    }

    private static String example(String subject, String detail, Offence offence) {
        return String.format(
                Locale.ROOT,
                "    %s %d, session %d%s: %s%n",
                subject,
                offence.subject(),
                offence.session(),
                offence.detail() < 0 ? "" : ", " + detail + " " + offence.detail(),
                offence.kind().words());
    }

    private static void rowIfAny(StringBuilder text, String name, long locations, long orders) {
        if (locations != 0 || orders != 0) {
            row(text, name, locations, orders);
        }
    }

    private static void row(StringBuilder text, String name, long locations, long orders) {
        line(text, name, String.format(Locale.ROOT, "%,d", locations), String.format(Locale.ROOT, "%,d", orders));
    }

    private static void line(StringBuilder text, String name, String locations, String orders) {
        text.append(String.format("  %-38s %16s %16s%n", name, locations, orders));
    }
}
