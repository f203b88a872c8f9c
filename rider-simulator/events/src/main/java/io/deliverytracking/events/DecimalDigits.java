package io.deliverytracking.events;

/**
 * Positive numbers as decimal UTF-8 digits, the one spelling each: no sign, no leading zero, no blank.
 *
 * <p>One spelling matters: the key picks the partition, so a second spelling of the same rider would split the order of
 * that rider's events over two partitions.
 */
final class DecimalDigits {

    private DecimalDigits() {}

    static byte[] encode(long number) {
        int length = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            length++;
        }
        byte[] digits = new byte[length];
        long rest = number;
        for (int i = length - 1; i >= 0; i--) {
            digits[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return digits;
    }

    /** The number, or -1 if these bytes are not the one spelling of a number from 1 to {@code max}. */
    static long decode(byte[] digits, long max) {
        if (digits.length == 0 || digits.length > 19 || digits[0] == '0') {
            return -1;
        }
        long number = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + (digit - '0');
            if (number > max || number < 0) {
                return -1;
            }
        }
        return number;
    }
}
