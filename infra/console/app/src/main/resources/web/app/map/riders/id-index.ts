/** Not a rider id: ids begin at 1. */
const EMPTY = 0;

/**
 * From rider id to slot: open addressing with linear probing over two typed arrays, so that a hundred thousand look-ups an
 * update make no garbage. A deletion closes its gap, so there are no tombstones.
 *
 * Invariant: at most half of the places are taken.
 */
export class IdIndex {
  private ids = new Uint32Array(2048);
  private slots = new Int32Array(2048);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** The slot, or -1. */
  get(id: number): number {
    const place = this.find(id);
    return this.ids[place] === id ? this.slots[place]! : -1;
  }

  set(id: number, slot: number): void {
    let place = this.find(id);
    if (this.ids[place] !== id) {
      if ((this.count + 1) * 2 > this.ids.length) {
        this.grow();
        place = this.find(id);
      }
      this.ids[place] = id;
      this.count++;
    }
    this.slots[place] = slot;
  }

  delete(id: number): void {
    let gap = this.find(id);
    if (this.ids[gap] !== id) {
      return;
    }
    const mask = this.ids.length - 1;
    let place = gap;
    for (;;) {
      place = (place + 1) & mask;
      const other = this.ids[place]!;
      if (other === EMPTY) {
        break;
      }
      // Moves into the gap unless its home lies behind the gap: then it would no longer be found.
      if (((place - home(other, mask)) & mask) >= ((place - gap) & mask)) {
        this.ids[gap] = other;
        this.slots[gap] = this.slots[place]!;
        gap = place;
      }
    }
    this.ids[gap] = EMPTY;
    this.count--;
  }

  clear(): void {
    this.ids.fill(EMPTY);
    this.count = 0;
  }

  private find(id: number): number {
    const mask = this.ids.length - 1;
    let place = home(id, mask);
    while (this.ids[place] !== id && this.ids[place] !== EMPTY) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private grow(): void {
    const { ids, slots } = this;
    this.ids = new Uint32Array(ids.length * 2);
    this.slots = new Int32Array(ids.length * 2);
    for (let place = 0; place < ids.length; place++) {
      const id = ids[place]!;
      if (id !== EMPTY) {
        const moved = this.find(id);
        this.ids[moved] = id;
        this.slots[moved] = slots[place]!;
      }
    }
  }
}

/** Fibonacci hashing: consecutive ids, which is what there is, spread evenly. */
function home(id: number, mask: number): number {
  return (Math.imul(id, 0x9e3779b1) >>> 7) & mask;
}
