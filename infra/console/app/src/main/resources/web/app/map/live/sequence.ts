import { FrameType, type LiveFrame } from '../wire/live-frame.ts';

/** What to do with a frame: use it; pass over it, it belongs to an older subscription; or subscribe anew. */
export type Verdict = 'use' | 'pass' | 'resubscribe';

/**
 * Follows the numbers of the frames of one connection.
 *
 * A delta means nothing without all frames before it, so a gap has to lead to a new snapshot. Frames of the subscription
 * before the latest are still good until the first frame of the latest arrives.
 */
export class FrameSequence {
  private asked = 0;
  private active = -1;
  private next = 0;

  /** A new subscription was sent; its id. Ids rise over the life of the page. */
  subscribed(): number {
    this.asked = (this.asked + 1) >>> 0;
    return this.asked;
  }

  /** The connection is a new one: nothing that was sent on the old one counts. */
  reset(): void {
    this.active = -1;
  }

  /** Whether the first frame of the latest subscription has arrived. */
  get settled(): boolean {
    return this.active === this.asked;
  }

  on(frame: LiveFrame): Verdict {
    if (frame.type !== FrameType.delta && (frame.subscription === this.asked || frame.subscription === this.active)) {
      this.active = frame.subscription;
      this.next = frame.number + 1;
      return 'use';
    }
    if (frame.subscription !== this.active) {
      return frame.subscription === this.asked ? 'resubscribe' : 'pass';
    }
    if (frame.number !== this.next) {
      return this.settled ? 'resubscribe' : 'pass';
    }
    this.next++;
    return 'use';
  }
}
