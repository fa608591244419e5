import { EventEmitter } from "node:events";

/** When this process has been told to end, or its host is gone. Streams that stay open for as long as it lives end with it. */
export class Lifetime {
  readonly #events = new EventEmitter<{ end: [] }>().setMaxListeners(0);
  #ended = false;

  onEnd(listener: () => void): void {
    if (this.#ended) listener();
    else this.#events.once("end", listener);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#events.emit("end");
  }
}
