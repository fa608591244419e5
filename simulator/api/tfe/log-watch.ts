import type { Call } from "./route.js";

/** Milliseconds that a request waits for new output. Clients repeat it by themselves. */
const PATIENCE = 5_000;

/** Watches for changes that can extend the log of a plan or an apply, while one request waits. */
export class LogWatch {
  private changed = false;
  private over = false;
  private wake: (() => void) | null = null;
  private readonly ends: (() => void)[];

  constructor({ services, request }: Call, id: string) {
    const tell = () => {
      this.changed = true;
      this.wake?.();
    };
    const close = () => {
      this.over = true;
      this.wake?.();
    };
    // Real time: it is about a connection and not about a rule.
    const timer = setTimeout(close, PATIENCE);
    timer.unref();
    const { socket } = request;
    socket.once("close", close);
    this.ends = [
      services.logs.follow((phase) => phase === id && tell()),
      // What is queued waits for tasks of others, too.
      services.store.onCommit(({ changes }) => {
        if (changes.some((change) => change.id === id || change.type === "tasks" || change.type === "agents"))
          tell();
      }),
      () => clearTimeout(timer),
      () => socket.off("close", close),
    ];
  }

  /** Waits for news since the last call; false when the request has waited long enough or is gone. */
  async news(): Promise<boolean> {
    if (!this.changed && !this.over)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    this.wake = null;
    const isNews = this.changed && !this.over;
    this.changed = false;
    return isNews;
  }

  end(): void {
    for (const end of this.ends) end();
  }
}
