package io.deliverytracking.console.browser.pictures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.apache.commons.imaging.formats.png.PngImageParser;
import org.apache.commons.imaging.formats.png.PngImagingParameters;

/** A picture of a page needs no more than 256 colours, and a document no more than some hundred kilobytes. */
final class SmallPng {
    private SmallPng() {}

    /** The same picture with a palette of its own, or as it was if that would be larger. */
    static byte[] of(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        opaque.createGraphics().drawImage(image, 0, 0, null);
        PngImagingParameters indexed = new PngImagingParameters();
        indexed.setForceIndexedColor(true);
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        new PngImageParser().writeImage(opaque, small, indexed);
        return small.size() < png.length ? small.toByteArray() : png;
    }
}
