"""confluent-kafka as a client under test; what it reads and prints is said in ScriptClient.java."""

import json
import sys
import threading

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition

PATIENCE_S = 90


def tell(value):
    print(json.dumps(value), flush=True)


def tell_message(message):
    kind, timestamp = message.timestamp()
    tell({
        "partition": message.partition(),
        "offset": message.offset(),
        "key": (message.key() or b"").decode(),
        "value": (message.value() or b"").decode(),
        "headers": {name: value.decode() for name, value in message.headers() or []},
        "timestamp": timestamp,
    })


def produce(address, topic, partition, codec):
    failures = []

    def on_delivery(error, _):
        if error is not None:
            failures.append(str(error))

    producer = Producer({
        "bootstrap.servers": address,
        "compression.type": codec,
        "acks": "all",
        "enable.idempotence": True,
        "linger.ms": 50,
    })
    for line in sys.stdin:
        message = json.loads(line)
        arguments = {"timestamp": message["timestamp"]} if message["timestamp"] else {}
        producer.produce(
            topic,
            partition=int(partition),
            key=message["key"],
            value=message["value"],
            headers=[(name, value.encode()) for name, value in message["headers"].items()],
            on_delivery=on_delivery,
            **arguments)
    left = producer.flush(PATIENCE_S)
    if left or failures:
        sys.exit("%d not acknowledged, failed: %s" % (left, failures))


def read(address, topic, partition, by, position, count):
    consumer = Consumer({"bootstrap.servers": address, "group.id": "unused", "enable.auto.commit": False})
    start = TopicPartition(topic, int(partition), int(position))
    if by == "time":
        start = consumer.offsets_for_times([start], PATIENCE_S)[0]
    consumer.assign([start])
    for message in consumer.consume(int(count), PATIENCE_S):
        if message.error():
            sys.exit(str(message.error()))
        tell_message(message)
    consumer.close()


def member(address, group, topic):
    closing = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), closing.set()), daemon=True).start()
    consumer = Consumer({
        "bootstrap.servers": address,
        "group.id": group,
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
        "heartbeat.interval.ms": 200,
    })

    def on_assign(_, partitions):
        tell({"assigned": [partition.partition for partition in partitions]})

    def on_revoke(_, __):
        tell({"assigned": []})

    consumer.subscribe([topic], on_assign=on_assign, on_revoke=on_revoke)
    while not closing.is_set():
        message = consumer.poll(0.1)
        # An error is told and mended by the client itself: a broker that is away, for example.
        if message is not None and not message.error():
            tell_message(message)
            try:
                consumer.commit(message, asynchronous=False)
            except KafkaException as failure:
                # The next commit says this one's, too.
                print(failure, file=sys.stderr)
    consumer.close()


if __name__ == "__main__":
    {"produce": produce, "read": read, "member": member}[sys.argv[2]](sys.argv[1], *sys.argv[3:])
