'use strict';
// The assignor "range" for kafkajs, which has none of that name.
//
// In the classic protocol the group's first member deals the partitions, by an assignor that all members know by name. kafkajs
// offers "RoundRobinAssigner" alone, Java "range", "roundrobin" and others: without a common one the broker refuses whoever
// comes second. What goes over the wire (who has subscribed to what, who gets what) is the same in all languages.

const {
  AssignerProtocol: { MemberMetadata, MemberAssignment },
} = require('kafkajs');

const NAME = 'range';

// Each topic by itself: members in the order of their ids get neighbouring partitions, the first ones one more than the others.
function divide(partitions, members) {
  const least = Math.floor(partitions.length / members.length);
  const withOneMore = partitions.length % members.length;
  let next = 0;
  return members.map((member, i) => {
    const share = partitions.slice(next, next + least + (i < withOneMore ? 1 : 0));
    next += share.length;
    return { member, share };
  });
}

module.exports = ({ cluster }) => ({
  name: NAME,
  version: 0,

  protocol: ({ topics }) => ({
    name: NAME,
    metadata: MemberMetadata.encode({ version: 0, topics, userData: Buffer.alloc(0) }),
  }),

  // Called for the group's leader only.
  assign: async ({ members, topics }) => {
    const assignments = new Map(members.map(({ memberId }) => [memberId, {}]));
    for (const topic of topics) {
      const partitions = cluster
        .findTopicPartitionMetadata(topic)
        .map(({ partitionId }) => partitionId)
        .sort((a, b) => a - b);
      const subscribed = members
        .filter(({ memberMetadata }) => MemberMetadata.decode(memberMetadata).topics.includes(topic))
        .map(({ memberId }) => memberId)
        .sort();
      for (const { member, share } of divide(partitions, subscribed)) {
        assignments.get(member)[topic] = share;
      }
    }
    return [...assignments].map(([memberId, assignment]) => ({
      memberId,
      memberAssignment: MemberAssignment.encode({ version: 0, assignment, userData: Buffer.alloc(0) }),
    }));
  },
});
