package io.deliverytracking.loadtest.drain;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The result as text for a terminal: a column a side, a line a figure. Pure. */
public final class DrainReport {

    private static final double PRICE_AIM = 1.1;
    private static final double GAIN_AIM = 10;
    private static final String LABEL = "%-50s";
    private static final String CELL = "%20s";

    private DrainReport() {}

    public static String of(DrainResult result) {
        List<SideResult> sides = result.sides();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%,d records in the topic; at most %,d rows a transaction; from the first commit to the last%n%n",
                result.rows(),
                result.batchRows()));
        line(text, sides, "", SideResult::title);
        line(text, sides, "rows", side -> whole(side.rows()));
        line(text, sides, "seconds", side -> tenth(side.seconds()));
        line(text, sides, "rows a second", side -> whole(side.rowsPerSecond()));
        line(text, sides, "rows a transaction", side -> whole(side.rows() / (double) side.transactions()));
        line(text, sides, "CPU of Postgres, s", side -> tenth(side.serverCpu()));
        line(text, sides, "  of the clients' sessions", side -> tenth(side.sessionsCpu()));
        line(text, sides, "  of the autovacuum", side -> tenth(side.autovacuumCpu()));
        line(text, sides, "  of the last checkpoint", side -> tenth(side.checkpointCpu()));
        line(text, sides, "CPU of the client, s", side -> tenth(side.clientCpu()));
        line(text, sides, "CPU of Postgres, us a row", side -> hundredth(side.serverUsPerRow()));
        line(text, sides, "  without the autovacuum", side -> hundredth(side.ownServerUsPerRow()));
        line(text, sides, "CPU of the client, us a row", side -> hundredth(side.clientUsPerRow()));
        line(text, sides, "  decoding, us a row", DrainReport::decoding);
        line(text, sides, "rows a CPU-second, Postgres", side -> whole(side.rowsPerServerSecond()));
        line(text, sides, "rows a CPU-second, Postgres and client", side -> whole(side.rowsPerCpuSecond()));
        line(text, sides, "WAL, bytes a row", side -> whole(side.walBytesPerRow()));
        line(
                text,
                sides,
                "by SQL: rows in the table",
                side -> whole(side.stored().rows()));
        line(text, sides, "by SQL: stored twice", side -> whole(side.stored().twice()));
        line(text, sides, "by SQL: each record exactly once", side -> eachOnce(side, result.rows()));
        text.append(System.lineSeparator());
        ratio(
                text,
                "CPU of Postgres a row, exactly once / bare COPY",
                result.priceOfExactlyOnce(),
                String.format(Locale.ROOT, "aim: at most %.1f", PRICE_AIM));
        ratio(text, "  with all that db-writer does beside", result.priceOfWriter(), "");
        ratio(
                text,
                "rows a CPU-second, db-writer / Debezium",
                result.gainOverDebezium(),
                String.format(Locale.ROOT, "aim: at least %.0f", GAIN_AIM));
        ratio(text, "  of Postgres alone", result.gainOverDebeziumOnServer(), "");
        text.append(System.lineSeparator());
        for (SideResult side : sides) {
            text.append(String.format(
                    Locale.ROOT,
                    "What held up %s: %s.%n",
                    side.title(),
                    DrainBottleneck.of(side, result.environment().processors())));
        }
        return text.toString();
    }

    private static String decoding(SideResult side) {
        return side.decodingCpuUs() == null ? "-" : hundredth(side.decodingCpuUs());
    }

    /** Of a side that was stopped early there is nothing to say but that nothing is there twice. */
    private static String eachOnce(SideResult side, long records) {
        if (side.records() < records) {
            return "(stopped early)";
        }
        return side.stored().isEachOnce(records) ? "yes" : "NO";
    }

    private static void line(
            StringBuilder text, List<SideResult> sides, String label, Function<SideResult, String> figure) {
        text.append(String.format(Locale.ROOT, LABEL, label));
        for (SideResult side : sides) {
            text.append(String.format(Locale.ROOT, CELL, figure.apply(side)));
        }
        text.append(System.lineSeparator());
    }

    private static void ratio(StringBuilder text, String label, OptionalDouble ratio, String aim) {
        ratio.ifPresent(value -> text.append(String.format(
                Locale.ROOT, LABEL + CELL + "%s%n", label, hundredth(value), aim.isEmpty() ? "" : "   (" + aim + ")")));
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String tenth(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }

    private static String hundredth(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }
}
