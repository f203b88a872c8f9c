package io.deliverytracking.loadtest.report;

/** The colour of each process, the same in every bar. Stateless. */
final class ProcessColours {

    private ProcessColours() {}

    /** A class of the page's style. */
    static String of(String process) {
        return switch (process) {
            case Costs.POSTGRES -> "cpu-postgres";
            case "broker" -> "cpu-broker";
            case "db-writer" -> "cpu-writer";
            case "application" -> "cpu-application";
            default -> "cpu-other";
        };
    }
}
