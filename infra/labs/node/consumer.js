'use strict';
// Joins a group and reads a topic until its standard input ends; prints what happens, a JSON object a line:
//
//   node consumer.js HOST:PORT GROUP TOPIC [range|own]
//
// {"assigned":[0,1]} when it is given partitions, {"partition":0,"offset":7,"value":"order 3"} for each record.
// With "own" it offers kafkajs's own assignor in place of range, and no Java consumer can join it.

const { Kafka, PartitionAssigners, logLevel } = require('kafkajs');
const range = require('./range.js');

const [broker, groupId, topic, assignor = 'range'] = process.argv.slice(2);

const tell = what => console.log(JSON.stringify(what));

async function main() {
  const kafka = new Kafka({
    clientId: 'node-consumer',
    brokers: [broker],
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 100, retries: 3 },
  });
  const consumer = kafka.consumer({
    groupId,
    partitionAssigners: [assignor === 'range' ? range : PartitionAssigners.roundRobin],
    // It learns of a rebalance by the answer to a heartbeat, and sends one between two fetches at the earliest.
    heartbeatInterval: 300,
    maxWaitTimeInMs: 300,
  });
  consumer.on(consumer.events.GROUP_JOIN, event => tell({ assigned: event.payload.memberAssignment[topic] || [] }));
  consumer.on(consumer.events.CRASH, event => {
    console.error(event.payload.error.message);
    process.exit(1);
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ partition, message }) =>
      tell({ partition, offset: Number(message.offset), value: message.value.toString() }),
  });
  await new Promise(resolve => process.stdin.on('close', resolve).resume());
  // Leaves the group, and commits what it has read before.
  await consumer.disconnect();
}

main().then(
  () => process.exit(0),
  error => {
    console.error(error.message);
    process.exit(1);
  },
);
