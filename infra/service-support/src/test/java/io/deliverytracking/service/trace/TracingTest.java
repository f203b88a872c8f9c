package io.deliverytracking.service.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracingTest {

    private static final TopicPartition PLACE = new TopicPartition("fixes", 2);

    private final List<SpanData> ended = new ArrayList<>();
    private final Tracing everything = new Tracing(Optional.of(new Collecting()), 1, "test");

    @AfterEach
    void switchOff() {
        everything.close();
    }

    @Test
    void switchedOffNothingIsInterceptedAndNoBatchIsFollowed() {
        Headers headers = send(producer()).headers();

        Tracing off = new Tracing(Optional.empty(), 1, "test");

        assertThat(Tracing.producerSettings()).isEmpty();
        assertThat(off.begin("read", poll(headers))).isSameAs(BatchTrace.NONE);
        assertThat(headers(producer())).isEmpty();
    }

    @Test
    void aRatioOfZeroSamplesNobodyAndTheLotFallsAsOftenAsItShould() {
        Tracing nobody = new Tracing(Optional.of(new Collecting()), 0, "test");
        assertThat(headers(producer())).isEmpty();
        nobody.close();
        Tracing some = new Tracing(Optional.of(new Collecting()), 0.1, "test");
        ProducerTraces producer = producer();
        int sampled = 0;
        for (int i = 0; i < 10_000; i++) {
            sampled += headers(producer).isEmpty() ? 0 : 1;
        }
        // Ten standard deviations.
        assertThat(sampled).isBetween(700, 1300);
        some.close();
        assertThatThrownBy(() -> new Tracing(Optional.empty(), 1.5, "test")).hasMessageContaining("tracing.ratio");
    }

    @Test
    void aReaderGoesOnWithTheTraceOfTheRecordAndLinksItsBatch() {
        ProducerTraces producer = producer();
        ProducerRecord<Object, Object> first = send(producer);
        ProducerRecord<Object, Object> second = send(producer);
        producer.onAcknowledgement(new RecordMetadata(PLACE, 7, 0, 0, 0, 0), null, first.headers());
        producer.onAcknowledgement(null, new TimeoutException("too late"), second.headers());

        everything.begin("read", poll(first.headers(), second.headers())).close();

        assertThat(ended)
                .extracting(SpanData::getName)
                .containsExactly("send fixes", "send fixes", "read fixes", "read fixes", "read batch");
        assertThat(ended.get(1).getStatus())
                .isEqualTo(StatusData.create(io.opentelemetry.api.trace.StatusCode.ERROR, "too late"));
        SpanData batch = ended.get(4);
        for (int i = 0; i < 2; i++) {
            SpanData sent = ended.get(i);
            SpanData read = ended.get(i + 2);
            assertThat(sent.getParentSpanContext().isValid()).isFalse();
            assertThat(read.getTraceId()).isEqualTo(sent.getTraceId()).isNotEqualTo(batch.getTraceId());
            assertThat(read.getParentSpanId()).isEqualTo(sent.getSpanId());
            assertThat(read.getLinks().get(0).getSpanContext().getSpanId()).isEqualTo(batch.getSpanId());
            assertThat(batch.getLinks().get(i).getSpanContext().getSpanId()).isEqualTo(sent.getSpanId());
        }
    }

    @Test
    void whatIsNotSampledOrNoContextIsPassedOver() {
        Headers none = record().headers();
        Headers broken = record().headers().add("traceparent", bytes("00-rubbish"));
        Headers notSampled =
                record().headers().add("traceparent", bytes("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"));

        assertThat(everything.begin("read", poll(none, broken, notSampled))).isSameAs(BatchTrace.NONE);
    }

    @Test
    void aForeignProducerThatSamplesEverythingGetsABoundedNumberOfSpans() {
        Headers[] headers = new Headers[500];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = record().headers()
                    .add("traceparent", bytes("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        }

        everything.begin("read", poll(headers)).close();

        assertThat(ended).hasSize(65);
    }

    @Test
    void aBatchThatWasNotDoneSaysSo() {
        BatchTrace trace = everything.begin("read", poll(send(producer()).headers()));
        trace.notDone("left");
        trace.close();

        assertThat(ended)
                .hasSize(2)
                .allSatisfy(
                        span -> assertThat(span.getStatus().getDescription()).isEqualTo("left"));
    }

    private static ProducerTraces producer() {
        ProducerTraces producer = new ProducerTraces();
        producer.configure(Map.of());
        return producer;
    }

    private static List<Object> headers(ProducerTraces producer) {
        return List.of((Object[]) send(producer).headers().toArray());
    }

    private static ProducerRecord<Object, Object> send(ProducerTraces producer) {
        return producer.onSend(record());
    }

    private static ProducerRecord<Object, Object> record() {
        return new ProducerRecord<>(PLACE.topic(), "value");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static ConsumerRecords<byte[], byte[]> poll(Headers... headers) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Headers one : headers) {
            ConsumerRecord<byte[], byte[]> record =
                    new ConsumerRecord<>(PLACE.topic(), PLACE.partition(), records.size(), null, null);
            one.forEach(record.headers()::add);
            records.add(record);
        }
        return new ConsumerRecords<>(Map.of(PLACE, records), Map.of());
    }

    private final class Collecting implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
