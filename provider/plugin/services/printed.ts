export interface Printed {
  readonly channel: "STDOUT" | "STDERR";
  readonly data: Uint8Array;
}

type Follower = (printed: Printed) => void;

/** Output after the handshake. It is kept until the host requests it. */
export class PrintedLines {
  #kept: Printed[] = [];
  #follower: Follower | null = null;

  add(printed: Printed): void {
    if (this.#follower) this.#follower(printed);
    else this.#kept.push(printed);
  }

  follow(follower: Follower): void {
    const kept = this.#kept;
    this.#kept = [];
    this.#follower = follower;
    for (const one of kept) follower(one);
  }
}

/** Makes the host the reader of a stream of this process. */
export function redirect(stream: NodeJS.WriteStream, channel: Printed["channel"], into: PrintedLines): void {
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    into.add({ channel, data: typeof chunk === "string" ? Buffer.from(chunk) : chunk });
    const done = rest.find((one) => typeof one === "function") as (() => void) | undefined;
    if (done) setImmediate(done);
    return true;
  }) as typeof stream.write;
}
