package io.deliverytracking.loadtest.foreground;

/** What the business does with orders. */
public enum Operation {
    /** Somebody looks at an order. */
    READ("read", 70),
    /** An order is placed. */
    CREATE("create", 10),
    /** The customer is promised another time. */
    UPDATE("update", 20);

    private final String title;
    private final int percent;

    Operation(String title, int percent) {
        this.title = title;
        this.percent = percent;
    }

    /** As in {@link io.deliverytracking.loadtest.result.Trial#foreground()}. */
    public String title() {
        return title;
    }

    /**
     * Which one a request is.
     *
     * @param draw any number; even draws give each operation its share
     */
    static Operation of(long draw) {
        long left = Math.floorMod(draw, 100L);
        for (Operation operation : values()) {
            if (left < operation.percent) {
                return operation;
            }
            left -= operation.percent;
        }
        throw new AssertionError("the shares come to less than 100 percent");
    }
}
