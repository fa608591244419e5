import type { Entities, EntityType } from "../../simulator/core/entities.js";

/** One server-sent event. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
  /** Where to continue from after this event; absent when the event is only a part of what belongs together. */
  readonly id?: string;
}

/** The events of a stream as they arrive, without comments. Ends with the stream. */
export async function* serverSentEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let pending = "";
  for await (const chunk of body) {
    pending += decoder.decode(chunk, { stream: true });
    const blocks = pending.split("\n\n");
    pending = blocks.pop()!;
    for (const block of blocks) {
      const event = eventOf(block);
      if (event !== undefined) yield event;
    }
  }
}

function eventOf(block: string): ServerEvent | undefined {
  const fields = block.split("\n").map((line) => {
    const [, name = "", value = ""] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    return [name, value] as const;
  });
  const all = (name: string) => fields.filter((field) => field[0] === name).map((field) => field[1]);
  const data = all("data").join("\n");
  if (data === "") return undefined;
  const id = all("id").at(-1);
  return { event: all("event").at(-1) ?? "message", data, ...(id !== undefined && { id }) };
}

/** One committed change, as the simulator's event stream tells it. */
export interface Change<T extends EntityType = EntityType> {
  readonly seq: number;
  /** Sandbox time. */
  readonly at: string;
  readonly type: T;
  readonly id: string;
  readonly action: "exists" | "created" | "updated" | "deleted";
  readonly before?: Entities[T];
  readonly after?: Entities[T];
}
