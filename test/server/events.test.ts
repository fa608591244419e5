import { describe, expect, it, onTestFinished } from "vitest";
import { unique } from "../api/support.js";
import { type Sandbox, startSandbox, useSandbox } from "../support/sandbox.js";

interface SentEvent {
  readonly id?: string;
  readonly event?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was sent.
  readonly data: any;
}

/** Follows the stream; `next` resolves with the first event that passes, and those before it are in `seen`. */
async function follow(sandbox: Sandbox, query = "", lastEventId?: string) {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(`${sandbox.url}/api/sandbox/v1/events${query}`, {
    headers: {
      Authorization: `Bearer ${sandbox.token}`,
      ...(lastEventId && { "Last-Event-ID": lastEventId }),
    },
    signal: abort.signal,
  });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const events = parse(response.body!);
  const seen: SentEvent[] = [];
  return {
    seen,
    stop: () => abort.abort(),
    async next(test: (event: SentEvent) => boolean): Promise<SentEvent> {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error("The stream ended.");
        seen.push(value);
        if (test(value)) return value;
      }
    },
  };
}

async function* parse(body: ReadableStream<Uint8Array>): AsyncGenerator<SentEvent, void> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop()!;
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").map((line) => line.split(/: ?(.*)/s, 2)));
      if (fields.data !== undefined) yield { ...fields, data: JSON.parse(fields.data) } as SentEvent;
    }
  }
}

const isLive = ({ event }: SentEvent) => event === "live";
const about = (id: string, action: string) => (event: SentEvent) =>
  event.data.id === id && event.data.action === action;

const used = useSandbox();

describe("the events", () => {
  it("tell what there is, and then what is committed, in order", async () => {
    const { sandbox } = used;
    const before = await sandbox.environment(unique("env"));
    const stream = await follow(sandbox);
    await stream.next(isLive);
    expect(stream.seen.some(about(before.id, "exists"))).toBe(true);
    expect(stream.seen.some(about(sandbox.accountId, "exists"))).toBe(true);
    const pool = await sandbox.pool(unique("pool"));
    await sandbox.update("agent-pools", pool.id, { name: "renamed" });
    await sandbox.delete("agent-pools", pool.id);
    await stream.next(about(pool.id, "deleted"));
    const own = stream.seen.filter(({ data }) => data.id === pool.id).map(({ data }) => data);
    expect(own.map(({ action }) => action)).toEqual(["created", "updated", "deleted"]);
    expect(own[1]).toMatchObject({
      type: "agent-pools",
      at: new Date(sandbox.simulator.clock.now()).toISOString(),
      before: { name: pool.attributes.name },
      after: { name: "renamed" },
    });
    expect(own[0].seq).toBeLessThan(own[1].seq);
    expect(own[2].after).toBeUndefined();
  });

  it("continue where a subscriber left off", async () => {
    const { sandbox } = used;
    const first = await follow(sandbox);
    await first.next(isLive);
    const one = await sandbox.environment(unique("env"));
    const { id } = await first.next(about(one.id, "created"));
    first.stop();
    const missed = [await sandbox.environment(unique("env")), await sandbox.environment(unique("env"))];
    const again = await follow(sandbox, "", id);
    await again.next(about(missed[1]!.id, "created"));
    expect(again.seen.filter(({ event }) => event === "environments").map(({ data }) => data.id)).toEqual(
      missed.map((each) => each.id),
    );
    const query = await follow(sandbox, `?since=${id}`);
    expect((await query.next(() => true)).data.id).toBe(missed[0]!.id);
  });

  it("start over, saying so, when it is not known where", async () => {
    const { sandbox } = used;
    const stream = await follow(sandbox, "", "999999999");
    await stream.next(isLive);
    expect(stream.seen[0]!.event).toBe("restart");
    expect(stream.seen.some(about(sandbox.accountId, "exists"))).toBe(true);
  });

  it("can leave out what there is", async () => {
    const stream = await follow(used.sandbox, "?state=none");
    await stream.next(isLive);
    expect(stream.seen).toHaveLength(1);
  });

  it("tell no secrets", async () => {
    const { sandbox } = used;
    const stream = await follow(sandbox);
    await stream.next(isLive);
    const headers = [{ name: "X-Key", value: "s3cret-header", sensitive: true }];
    const pool = await sandbox.create("agent-pools", { name: unique("pool"), "webhook-headers": headers });
    const token = await sandbox.poolToken(pool.id);
    const environment = await sandbox.environment(unique("env"));
    const workspace = await sandbox.workspace(unique("ws"), environment.id, {}, pool.id);
    const version = await sandbox.upload(workspace.id, { "main.tf": "" });
    const variables = [{ key: "password", value: "s3cret-variable", category: "terraform", sensitive: true }];
    const run = await sandbox.run(workspace.id, version, { variables });
    await stream.next(about(run.id, "created"));
    const { store } = sandbox.simulator;
    const kept = store.find("access-tokens", "owner", pool.id)[0]!.hash;
    const { uploadKey } = store.get("configuration-versions", version)!;
    const text = JSON.stringify(stream.seen);
    for (const secret of ["s3cret", token, kept, uploadKey]) expect(text).not.toContain(secret);
  });

  it("end when the simulator stops, which does not wait for them", async () => {
    const sandbox = await startSandbox();
    const stream = await follow(sandbox);
    await stream.next(isLive);
    await sandbox.close();
    await expect(stream.next(() => false)).rejects.toThrow("The stream ended.");
  });
});
