import { onTestFinished } from "vitest";
import { serverSentEvents } from "../../cli/events/sse.js";
import type { Api } from "../api/support.js";

interface Event {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was told.
  readonly data: any;
}

/** What a caller is told by the event stream. */
export class Told {
  readonly ids = new Set<string>();
  readonly types = new Set<string>();

  private constructor(private readonly events: AsyncGenerator<Event>) {}

  static async follow({ url, token }: Pick<Api, "url" | "token">): Promise<Told> {
    const abort = new AbortController();
    onTestFinished(() => abort.abort());
    const response = await fetch(`${url}/api/sandbox/v1/events`, {
      headers: { Authorization: `Bearer ${token}` },
      signal: abort.signal,
    });
    if (!response.ok) throw new Error(`The events were refused: ${await response.text()}`);
    async function* events(): AsyncGenerator<Event> {
      for await (const { event, data } of serverSentEvents(response.body!))
        yield { event, data: JSON.parse(data) };
    }
    return new Told(events());
  }

  /** Reads on to the first event that passes. */
  async until(test: (event: Event) => boolean): Promise<Event> {
    for (;;) {
      const { value, done } = await this.events.next();
      if (done) throw new Error("The stream ended.");
      if (value.data.id !== undefined) this.ids.add(value.data.id);
      if (value.data.type !== undefined) this.types.add(value.data.type);
      if (test(value)) return value;
    }
  }
}
