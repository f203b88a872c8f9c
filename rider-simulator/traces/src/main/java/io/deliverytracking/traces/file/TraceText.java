package io.deliverytracking.traces.file;

import io.deliverytracking.traces.ShortText;
import io.deliverytracking.traces.TraceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * What kind of text a file is, by its first bytes: its name may say anything.
 *
 * <p>Text is what its byte order mark says, else UTF-8 if it can be, else Latin-1: then the names of riders are odd at
 * worst, and numbers are right.
 */
public final class TraceText {

    private static final int SAMPLE = 1 << 14;
    private static final int QUOTED_LINES = 8;

    /** Text has fewer than one such character in this many. */
    private static final int MOST_CONTROL = 20;

    private final InputStream bytes;
    private final Charset charset;
    private final String beginning;

    private TraceText(InputStream bytes, Charset charset, String beginning) {
        this.bytes = bytes;
        this.charset = charset;
        this.beginning = beginning;
    }

    /**
     * Looks at the beginning.
     *
     * @param bytes with {@link InputStream#mark}
     * @throws TraceException if it is no text, or empty
     */
    public static TraceText of(InputStream bytes) throws IOException {
        bytes.mark(SAMPLE);
        byte[] sample = bytes.readNBytes(SAMPLE);
        bytes.reset();
        if (sample.length == 0) {
            throw new TraceException("it is empty");
        }
        if (ZipTrace.isZip(sample)) {
            throw new TraceException("it is an archive within an archive");
        }
        Charset charset = charset(sample);
        String beginning = new String(sample, charset);
        if (controlCharacters(beginning) > beginning.length() / MOST_CONTROL) {
            throw new TraceException("it is no text");
        }
        return new TraceText(bytes, charset, beginning);
    }

    public boolean isXml() {
        String text = beginning.startsWith("\uFEFF") ? beginning.substring(1) : beginning;
        return text.stripLeading().startsWith("<");
    }

    /** Its bytes, for a parser that finds out the encoding by itself. */
    public InputStream bytes() {
        return bytes;
    }

    public Reader reader() {
        return new InputStreamReader(bytes, charset);
    }

    /** The first lines, numbered, each cut to a length that fits on a screen. */
    public String firstLines() {
        StringBuilder quoted = new StringBuilder("It begins:");
        String[] lines = beginning.replace("\uFEFF", "").split("\r\n|\n|\r", QUOTED_LINES + 1);
        for (int i = 0; i < Math.min(lines.length, QUOTED_LINES); i++) {
            if (i + 1 < lines.length || !lines[i].isEmpty()) {
                quoted.append("\n  ").append(i + 1).append(": ").append(ShortText.of(lines[i]));
            }
        }
        return quoted.toString();
    }

    /** A log that was being written when the power failed has some; an image has many. */
    private static long controlCharacters(String text) {
        return text.chars()
                .filter(c -> Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r')
                .count();
    }

    private static Charset charset(byte[] sample) {
        if (sample.length >= 2) {
            int mark = (sample[0] & 0xff) << 8 | sample[1] & 0xff;
            if (mark == 0xfeff || mark == 0xfffe) {
                return StandardCharsets.UTF_16;
            }
        }
        if (sample.length >= 3 && sample[0] == (byte) 0xef && sample[1] == (byte) 0xbb && sample[2] == (byte) 0xbf) {
            return StandardCharsets.UTF_8;
        }
        // Not at its end: the sample may cut a character in two.
        boolean malformed = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(sample), CharBuffer.allocate(sample.length), false)
                .isError();
        return malformed ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }
}
