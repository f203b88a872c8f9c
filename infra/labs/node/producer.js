'use strict';
// Sends orders FROM to TO - 1 of a hundred customers; prints where each has gone, a JSON object a line:
//
//   node producer.js HOST:PORT TOPIC FROM TO

const { Kafka, Partitioners, logLevel } = require('kafkajs');

const [broker, topic, from, to] = process.argv.slice(2);

async function main() {
  const kafka = new Kafka({ clientId: 'node-producer', brokers: [broker], logLevel: logLevel.ERROR });
  // The one that hashes keys as Java does; before version 2 kafkajs had another, which it calls LegacyPartitioner now.
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  for (let i = Number(from); i < Number(to); i++) {
    const key = `customer-${i % 100}`;
    const [stored] = await producer.send({ topic, messages: [{ key, value: `order ${i}` }] });
    console.log(JSON.stringify({ key, partition: stored.partition, offset: Number(stored.baseOffset) }));
  }
  await producer.disconnect();
}

main().catch(error => {
  console.error(error.message);
  process.exit(1);
});
