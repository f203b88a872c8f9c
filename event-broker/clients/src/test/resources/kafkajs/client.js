'use strict';
// kafkajs as a client under test; what it reads and prints is said in ScriptClient.java.

const fs = require('node:fs');
const readline = require('node:readline');
const { CompressionCodecs, CompressionTypes, Kafka, Partitioners, logLevel } = require('kafkajs');
const SnappyCodec = require('kafkajs-snappy');

// kafkajs brings gzip alone. The others are what its users add: see codecs.js.
CompressionCodecs[CompressionTypes.Snappy] = SnappyCodec;
const codecs = require('./codecs.js');
CompressionCodecs[CompressionTypes.LZ4] = codecs.lz4;
CompressionCodecs[CompressionTypes.ZSTD] = codecs.zstd;

const COMPRESSION = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
};

// Written at once: what a process has not written yet when it exits is lost.
const tell = value => fs.writeSync(process.stdout.fd, JSON.stringify(value) + '\n');

function tellMessage(partition, message) {
  const headers = {};
  for (const [name, value] of Object.entries(message.headers || {})) {
    headers[name] = value.toString();
  }
  tell({
    partition,
    offset: Number(message.offset),
    key: message.key === null ? '' : message.key.toString(),
    value: message.value.toString(),
    headers,
    timestamp: Number(message.timestamp),
  });
}

async function produce(kafka, topic, partition, codec) {
  const messages = [];
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { key, value, headers, timestamp } = JSON.parse(line);
    const message = { key, value, headers, partition: Number(partition) };
    if (timestamp !== 0) {
      message.timestamp = String(timestamp);
    }
    messages.push(message);
  }
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, idempotent: true });
  await producer.connect();
  await producer.send({ topic, messages, acks: -1, compression: COMPRESSION[codec] });
  await producer.disconnect();
}

async function startOf(kafka, topic, partition, by, position) {
  if (by === 'offset') {
    return position;
  }
  const admin = kafka.admin();
  await admin.connect();
  const found = await admin.fetchTopicOffsetsByTimestamp(topic, Number(position));
  await admin.disconnect();
  return found.find(entry => entry.partition === partition).offset;
}

async function read(kafka, topic, partitionText, by, position, countText) {
  const partition = Number(partitionText);
  const offset = await startOf(kafka, topic, partition, by, position);
  let left = Number(countText);
  // kafkajs reads as a member of a group only.
  const consumer = kafka.consumer({ groupId: `reader-${process.pid}-${topic}`, maxWaitTimeInMs: 500 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise((resolve, reject) => {
    consumer.on(consumer.events.CRASH, event => reject(event.payload.error));
    consumer
      .run({
        autoCommit: false,
        eachMessage: async ({ partition: of, message }) => {
          if (of === partition && left > 0 && Number(message.offset) >= Number(offset)) {
            tellMessage(of, message);
            left -= 1;
            if (left === 0) {
              resolve();
            }
          }
        },
      })
      .catch(reject);
    consumer.seek({ topic, partition, offset });
  });
  await consumer.disconnect();
}

async function member(kafka, groupId, topic) {
  const consumer = kafka.consumer({
    groupId,
    heartbeatInterval: 200,
    sessionTimeout: 30000,
    rebalanceTimeout: 30000,
    // It leaves only when its last fetch is answered.
    maxWaitTimeInMs: 500,
  });
  consumer.on(consumer.events.GROUP_JOIN, event => tell({ assigned: event.payload.memberAssignment[topic] || [] }));
  consumer.on(consumer.events.REBALANCING, () => tell({ assigned: [] }));
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message, heartbeat }) => {
      tellMessage(partition, message);
      await consumer.commitOffsets([{ topic, partition, offset: String(Number(message.offset) + 1) }]);
      await heartbeat();
    },
  });
  await new Promise(resolve => process.stdin.on('close', resolve).resume());
  await consumer.disconnect();
}

async function main() {
  const [address, command, ...rest] = process.argv.slice(2);
  const kafka = new Kafka({
    clientId: 'kafkajs-under-test',
    brokers: [address],
    logLevel: logLevel.ERROR,
    // Standard output is for what is read.
    logCreator: () => entry => process.stderr.write(JSON.stringify(entry) + '\n'),
    retry: { initialRetryTime: 50, maxRetryTime: 1000, retries: 60 },
  });
  await codecs.ready();
  await { produce, read, member }[command](kafka, ...rest);
}

main().then(
  // Rather than to the end of everything that it has open: after a broker was away, kafkajs leaves a connection behind.
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
