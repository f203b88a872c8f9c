package io.deliverytracking.broker.log;

/** A topic property has an unknown name or a value out of range; the message names both and the reason. */
public class InvalidLogConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String name;

    public InvalidLogConfigException(String name, String value, String reason) {
        super("Invalid value " + value + " for configuration " + name + ": " + reason);
        this.name = name;
    }

    /** The property. */
    public String name() {
        return name;
    }
}
