'use strict';
// LZ4 and Zstandard for kafkajs, of packages that need no compiler on the machine.

const lz4js = require('lz4js');
const { hash } = require('lz4js/xxh32.js');
const zstdWasm = require('@bokuweb/zstd-wasm');

// No message of the scenarios is larger, whatever it is compressed to.
const MAX_DECOMPRESSED_BYTES = 16 * 1024 * 1024;

// Behind the magic number of an LZ4 frame comes its descriptor: flags, block size, and a byte of the hash of both.
const FLAGS = 4;
const CHECKSUM = 6;
const BLOCKS_ARE_INDEPENDENT = 0x20;

// Kafka's clients take frames of independent blocks only. lz4js does not say that its are, though what we send is one.
function sayBlocksAreIndependent(frame) {
  frame[FLAGS] |= BLOCKS_ARE_INDEPENDENT;
  frame[CHECKSUM] = (hash(0, frame, FLAGS, CHECKSUM - FLAGS) >> 8) & 0xff;
  return frame;
}

const lz4 = () => ({
  compress: async encoder => Buffer.from(sayBlocksAreIndependent(lz4js.compress(encoder.buffer))),
  decompress: async buffer => Buffer.from(lz4js.decompress(buffer)),
});

const zstd = () => ({
  compress: async encoder => Buffer.from(zstdWasm.compress(encoder.buffer)),
  decompress: async buffer => Buffer.from(zstdWasm.decompress(buffer, { defaultHeapSize: MAX_DECOMPRESSED_BYTES })),
});

module.exports = { lz4, zstd, ready: () => zstdWasm.init() };
