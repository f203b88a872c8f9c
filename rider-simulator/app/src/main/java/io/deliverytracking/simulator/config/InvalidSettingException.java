package io.deliverytracking.simulator.config;

/** A setting is out of range or contradicts another; names the field or property. */
public final class InvalidSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public InvalidSettingException(String field, String what) {
        super(field + " " + what);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
