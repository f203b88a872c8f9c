/** Listens to a socket that comes back by itself. */
export interface SocketListener {
  /** Connected: subscribe now. */
  opened(): void;
  message(data: string | ArrayBuffer): void;
  /** Not connected; the next attempt is under way or waiting. */
  closed(): void;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8000;
/** A connection that is not made within this time is given up. */
const CONNECT_MS = 10_000;

/**
 * A WebSocket that is opened again whenever it closes, until `stop`. Waits double from a quarter of a second to eight, each
 * shortened at random by up to a half, so that pages that lost a service together don't return to it together.
 *
 * Ownership: owns its socket and its timer. Nothing is called after `stop`.
 */
export class ReconnectingSocket {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private stopped = true;

  constructor(
    private readonly path: string,
    private readonly listener: SocketListener,
  ) {}

  get isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  start(): void {
    if (this.stopped) {
      this.stopped = false;
      this.failures = 0;
      this.connect();
    }
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.drop();
  }

  /** Sends if connected; otherwise whoever listens will subscribe when it is. */
  send(message: object): void {
    if (this.isOpen) {
      this.socket!.send(JSON.stringify(message));
    }
  }

  private connect(): void {
    const url = new URL(this.path, location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.timer = setTimeout(() => this.lost(), CONNECT_MS);
    socket.onopen = () => {
      clearTimeout(this.timer);
      this.listener.opened();
    };
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
      this.failures = 0;
      this.listener.message(event.data);
    };
    socket.onclose = () => this.lost();
  }

  private lost(): void {
    clearTimeout(this.timer);
    this.drop();
    const longest = Math.min(FIRST_WAIT_MS * 2 ** this.failures++, LONGEST_WAIT_MS);
    this.timer = setTimeout(() => this.connect(), longest * (1 - Math.random() / 2));
    this.listener.closed();
  }

  private drop(): void {
    const { socket } = this;
    this.socket = undefined;
    if (socket !== undefined) {
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
  }
}
