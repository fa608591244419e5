import { randomFillSync } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { expectRefusal } from "../api/support.js";
import { archive, useSandbox } from "../support/sandbox.js";
import { bomb, type Entry, tarball } from "./archives.js";

const box = useSandbox();

let count = 0;
async function workspace(attributes: object = {}): Promise<string> {
  const environment = await box.sandbox.environment(`env-${++count}`);
  return (await box.sandbox.workspace(`ws-${count}`, environment.id, attributes)).id;
}

async function version(attributes: object = {}) {
  return box.sandbox.create(
    "configuration-versions",
    { "auto-queue-runs": false, ...attributes },
    {
      workspace: await workspace(),
    },
  );
}

async function put(link: string, body: Buffer | string) {
  const response = await fetch(link, { method: "PUT", body: body as string });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

const read = async (id: string) => (await box.sandbox.read("configuration-versions", id)).attributes;

describe("a run of a configuration that is not uploaded yet (E13)", () => {
  const pendingRun = async (attributes: object = {}) => {
    const where = await workspace({ "auto-queue-runs": "always" });
    const created = await box.sandbox.create("configuration-versions", attributes as never, {
      workspace: where,
    });
    const run = await box.sandbox.run(where, created.id);
    return { where, created, run };
  };

  it("waits for the upload, holds nobody up, and is the one run of what is uploaded", async () => {
    const { where, created, run } = await pendingRun();
    expect(run.attributes).toMatchObject({ status: "pending", "position-in-queue": null });
    expect(await box.sandbox.waitingFor(run.id)).toEqual({
      kind: "upload",
      message: `The upload of its configuration version ${created.id}.`,
    });
    await box.sandbox.upload(where, { "main.tf": "" });
    const later = await box.sandbox.run(where);
    expect(await box.sandbox.waitingFor(later.id)).not.toMatchObject({ kind: "earlier-run" });
    await box.sandbox.send("POST", `runs/${later.id}/actions/cancel`);

    expect((await put(created.links.upload!, await archive({ "main.tf": "" }))).status).toBe(200);
    const waiting = await box.sandbox.waitingFor(run.id);
    expect(waiting).not.toMatchObject({ kind: "upload" });
    const runs = await box.sandbox.list(`runs?filter[configuration-version]=${created.id}`);
    expect(runs.map(({ id }) => id)).toEqual([run.id]);
  });

  it("ends with what is wrong when the upload is refused, and can be canceled before", async () => {
    const refused = await pendingRun();
    expect((await put(refused.created.links.upload!, "no archive")).status).toBe(422);
    expect((await box.sandbox.read("runs", refused.run.id)).attributes).toMatchObject({
      status: "errored",
      "error-message": expect.stringContaining(
        `Configuration version '${refused.created.id}' cannot be used.`,
      ),
    });
    const canceled = await pendingRun();
    await box.sandbox.send("POST", `runs/${canceled.run.id}/actions/cancel`);
    expect((await put(canceled.created.links.upload!, await archive({}))).status).toBe(200);
    expect((await box.sandbox.read("runs", canceled.run.id)).attributes.status).toBe("canceled");
  });
});

describe("a configuration version", () => {
  it("is pending until its archive is uploaded, then can be downloaded again, byte by byte", async () => {
    const created = await version();
    expect(created.attributes).toMatchObject({
      status: "pending",
      size: null,
      source: "api",
      "is-dry": false,
    });
    const bytes = await archive({ "main.tf": "# nothing\n", "modules/a/main.tf": "" });
    expect((await put(created.links.upload!, bytes)).status).toBe(200);
    expect(await read(created.id)).toMatchObject({ status: "uploaded", size: bytes.length });
    const shown = await box.sandbox.read("configuration-versions", created.id);
    expect(shown.links.upload).toBeUndefined();
    const response = await fetch(shown.links.download!, {
      headers: { Authorization: `Bearer ${box.sandbox.token}` },
    });
    expect(response.headers.get("content-type")).toBe("application/gzip");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  it("is uploaded to once, by its own link alone", async () => {
    const created = await version();
    const wrong = `${created.links.upload!.split("?")[0]}?key=guess`;
    expect((await put(wrong, await archive({}))).status).toBe(403);
    expect((await put(created.links.upload!, await archive({}))).status).toBe(200);
    expectRefusal((await put(created.links.upload!, await archive({}))) as never, { status: 409 });
  });

  it("keeps what was taken when another upload, begun before it, ends after it", async () => {
    const created = await version();
    const link = created.links.upload!;
    const late = await archive({ "late.tf": "" });
    const { readable, writable } = new TransformStream<Uint8Array>();
    const writer = writable.getWriter();
    const slow = fetch(link, { method: "PUT", body: readable, duplex: "half" } as RequestInit);
    await writer.write(late.subarray(0, 20));
    // Answers that come in after it show that the server has begun with it.
    for (let i = 0; i < 3; i++) await read(created.id);
    const taken = await archive({ "taken.tf": "" });
    expect((await put(link, taken)).status).toBe(200);
    await writer.write(late.subarray(20));
    await writer.close();
    expect((await slow).status).toBe(409);
    const { url, token } = box.sandbox.simulator;
    const download = await fetch(`${url}/api/iacp/v3/configuration-versions/${created.id}/download`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(Buffer.from(await download.arrayBuffer()).equals(taken)).toBe(true);
  });

  it("cannot be downloaded before it was uploaded", async () => {
    const created = await version();
    expect((await box.sandbox.get(`configuration-versions/${created.id}/download`)).status).toBe(404);
  });

  it("goes with its workspace, files and all", async () => {
    const id = await workspace();
    await box.sandbox.upload(id, { "main.tf": "" });
    const { store } = box.sandbox.simulator;
    const [before] = store.find("configuration-versions", "workspace", id);
    expect(await store.blobs.size(`configurations/${before!.id}`)).not.toBeNull();
    expect((await box.sandbox.delete("workspaces", id)).status).toBe(204);
    expect((await box.sandbox.get(`configuration-versions/${before!.id}`)).status).toBe(404);
  });
});

const refused: readonly (readonly [what: string, entries: readonly Entry[], says: RegExp])[] = [
  ["'..' in a path", [{ path: "a/../../evil" }], /'a\/..\/..\/evil' has '..' in its path/],
  ["'..' behind a backslash", [{ path: "a\\..\\evil" }], /'..' in its path/],
  ["an absolute path", [{ path: "/etc/passwd" }], /'\/etc\/passwd' has an absolute path/],
  ["a drive", [{ path: "C:/evil" }], /absolute path/],
  ["a link outside", [{ path: "l", type: "2", linkpath: "../outside" }], /'l' points outside the archive/],
  [
    "an absolute link",
    [{ path: "l", type: "2", linkpath: "/etc" }],
    /points outside the archive, to '\/etc'/,
  ],
  ["a hard link outside", [{ path: "l", type: "1", linkpath: "../../etc/shadow" }], /points outside/],
  [
    "a file behind a link",
    [
      { path: "l", type: "2", linkpath: "sub" },
      { path: "l/file", content: "x" },
    ],
    /'l\/file' is below the link 'l'/,
  ],
  [
    "a link that climbs after a step",
    [{ path: "d/l", type: "2", linkpath: "other/../../.." }],
    /'d\/l' points/,
  ],
  ["a character device", [{ path: "null", type: "3" }], /'null' is a CharacterDevice/],
  ["a block device", [{ path: "disk", type: "4" }], /'disk' is a BlockDevice/],
  ["a pipe", [{ path: "pipe", type: "6" }], /'pipe' is a FIFO/],
];

describe("an archive is refused, and nothing of it is kept, when it has", () => {
  it.each(refused)("%s", async (_what, entries, says) => {
    const created = await version();
    const good: Entry = { path: "main.tf", content: "# fine" };
    expectRefusal((await put(created.links.upload!, tarball([good, ...entries]))) as never, {
      status: 422,
      detail: says,
    });
    expect(await read(created.id)).toMatchObject({
      status: "errored",
      "error-message": expect.stringMatching(says),
      size: null,
    });
    const { blobs } = box.sandbox.simulator.store;
    expect(await blobs.size(`configurations/${created.id}`)).toBeNull();
  });

  it.each([
    ["nothing in it", Buffer.alloc(0), /empty/],
    ["no tar.gz", Buffer.from("hello"), /not a readable tar.gz/],
    ["a gzip of something else", gzipSync(Buffer.alloc(2048, "x")), /not a readable tar.gz/],
    [
      "its end missing",
      tarball([{ path: "a", content: Buffer.alloc(9_000, "x") }]).subarray(0, 60),
      /not a readable/,
    ],
  ])("%s", async (_what, bytes, says) => {
    const created = await version();
    expectRefusal((await put(created.links.upload!, bytes)) as never, { status: 422, detail: says });
    expect((await read(created.id)).status).toBe("errored");
  });

  it("more in it than the limit, although it is small itself", async () => {
    const created = await version();
    const small = bomb(520);
    expect(small.length).toBeLessThan(1024 * 1024);
    expectRefusal((await put(created.links.upload!, small)) as never, {
      status: 422,
      detail: "The archive expands to more than 512 MiB.",
    });
  });

  it("more bytes than the limit (413)", async () => {
    const created = await version();
    const big = randomFillSync(Buffer.alloc(65 * 1024 * 1024));
    const stored = tarball([{ path: "big", content: big }], 0);
    expect(stored.length).toBeGreaterThan(64 * 1024 * 1024);
    const reply = await put(created.links.upload!, stored);
    expectRefusal(reply as never, { status: 413 });
    expect((await read(created.id)).status).toBe("errored");
  });
});

it("links that stay inside are welcome", async () => {
  const created = await version();
  const entries: Entry[] = [
    { path: "shared/", type: "5" },
    { path: "shared/main.tf", content: "" },
    { path: "stack/link", type: "2", linkpath: "../shared" },
    { path: "copy.tf", type: "1", linkpath: "shared/main.tf" },
  ];
  expect((await put(created.links.upload!, tarball(entries))).status).toBe(200);
});

describe("auto-queue-runs", () => {
  async function uploaded(policy: string, times: number, attributes: object = {}): Promise<number> {
    const id = await workspace({ "auto-queue-runs": policy, ...attributes });
    for (let i = 0; i < times; i++) {
      const created = await box.sandbox.create("configuration-versions", {}, { workspace: id });
      expect((await put(created.links.upload!, await archive({ "main.tf": "" }))).status).toBe(200);
    }
    return (await box.sandbox.list(`runs?filter[workspace]=${id}`)).length;
  }

  it.each([
    ["always", 3, 3],
    ["never", 3, 0],
    ["skip_first", 3, 2],
    ["on_create_only", 3, 1],
  ])("%s: %i uploads queue %i runs", async (policy, times, runs) => {
    expect(await uploaded(policy, times)).toBe(runs);
  });

  it("queues nothing for a version that says so, or in a workspace that runs locally", async () => {
    const id = await workspace({ "auto-queue-runs": "always" });
    await box.sandbox.upload(id, { "main.tf": "" });
    expect(await box.sandbox.list(`runs?filter[workspace]=${id}`)).toEqual([]);
    expect(await uploaded("always", 1, { "execution-mode": "local" })).toBe(0);
  });

  it("queues a dry run for a version that is dry", async () => {
    const id = await workspace({ "auto-queue-runs": "always", "auto-apply": true });
    const created = await box.sandbox.create("configuration-versions", { "is-dry": true }, { workspace: id });
    await put(created.links.upload!, await archive({ "main.tf": "" }));
    const [run] = await box.sandbox.list(`runs?filter[workspace]=${id}`);
    expect(run!.attributes).toMatchObject({ "is-dry": true, "auto-apply": false });
    expect(run!.relationships.apply!.data).toBeNull();
  });
});
