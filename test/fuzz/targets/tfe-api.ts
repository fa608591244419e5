import { TFE_ROUTES } from "../../../simulator/api/tfe/index.js";
import { type Sandbox, startSandbox } from "../../support/sandbox.js";
import type { Chance } from "../chance.js";
import { judge, Wire } from "../exchange.js";
import type { Target, TargetKind } from "../target.js";

const OPERATIONS = Object.entries(TFE_ROUTES).flatMap(([pattern, methods]) =>
  Object.keys(methods).map((method) => ({ method, pattern })),
);

/** Attributes that some route looks at. */
const ATTRIBUTES = [
  ...["name", "serial", "md5", "lineage", "state", "force", "speculative", "auto-queue-runs", "plan-only"],
  ...["is-destroy", "refresh", "refresh-only", "target-addrs", "replace-addrs", "variables", "save-plan"],
  ...["auto-apply", "execution-mode", "terraform-version", "working-directory", "operations", "message"],
];
const QUERIES = ["page[size]", "page[number]", "search[name]", "search[tags]", "include", "limit", "offset"];

/** Cases after which everything is made again. */
const LIFE = 500;

/** What no tofu and no terraform would say, to the routes that are there for them. */
class TfeApi implements Target {
  private left = 0;
  private wire!: Wire;
  private sandbox!: Sandbox;
  private ids: string[] = [];
  /** Links that carry their own authority. */
  private links: string[] = [];

  async run(chance: Chance, note: (what: string) => void): Promise<void> {
    if (this.left-- <= 0) await this.renew();
    const { method, path, body } = this.draw(chance);
    const headers = {
      ...(chance.happens(0.95) && { Authorization: `Bearer ${this.sandbox.simulator.token}` }),
      ...(body !== undefined && {
        "Content-Type": chance.happens(0.9) ? "application/vnd.api+json" : "text/plain",
      }),
    };
    note(`${method} ${path} ${JSON.stringify(headers)} ${String(body)}`);
    const answer = await this.wire.send(method, path, headers, body);
    judge(answer);
    if (answer.status < 300 && answer.contentType?.includes("json")) this.remember(JSON.parse(answer.text));
  }

  private draw(chance: Chance) {
    const value = () =>
      chance.pick<unknown>([chance.text(), chance.below(9), true, null, [chance.text()], {}, chance.json()]);
    const link = this.links.length > 0 && chance.happens(0.1) ? chance.pick(this.links) : null;
    if (link !== null) {
      const method = link.includes("uploads") ? "PUT" : "GET";
      const path = chance.happens(0.5)
        ? link
        : `${link}?limit=${chance.text().length}&offset=${chance.pick([0, 1, -1, "x"])}`;
      return { method, path, body: method === "PUT" ? chance.bytes(80) : undefined };
    }
    const { method, pattern } = chance.pick(OPERATIONS);
    const id = () => encode(chance.happens(0.8) ? chance.pick(this.ids) : chance.text() || "x");
    const query = chance.times(
      2,
      () => `${encode(chance.pick(QUERIES))}=${encode(chance.pick([chance.text(), "1", "workspace,plan"]))}`,
    );
    const path = `/api/tfe/v2/${pattern.replace(/\*/g, id)}${query.length > 0 ? `?${query.join("&")}` : ""}`;
    if (method === "GET") return { method, path, body: undefined };
    const attributes = Object.fromEntries(chance.times(5, () => [chance.pick(ATTRIBUTES), value()] as const));
    const linked = { data: { type: "workspaces", id: chance.pick(this.ids) } };
    const document = {
      data: { type: "x", attributes, relationships: { workspace: linked, tags: { data: value() } } },
    };
    const text = JSON.stringify(chance.happens(0.3) ? chance.nearly(document) : document);
    return { method, path, body: chance.happens(0.1) ? chance.mutated(Buffer.from(text)) : text };
  }

  private remember(document: { data?: unknown }): void {
    for (const each of [document.data].flat() as { id?: unknown; attributes?: Record<string, unknown> }[]) {
      if (typeof each?.id === "string") this.ids.push(each.id);
      // What waits for a log would make every case take as long as a terminal waits.
      for (const [name, link] of Object.entries(each?.attributes ?? {}))
        if (/upload-url$/.test(name) && typeof link === "string" && link !== "")
          this.links.push(new URL(link).pathname);
    }
    this.ids = this.ids.slice(-300);
    this.links = this.links.slice(-50);
  }

  private async renew(): Promise<void> {
    await this.close();
    this.sandbox = await startSandbox({ logLevel: "silent" });
    this.wire = new Wire(this.sandbox.simulator.url);
    const environment = await this.sandbox.environment("fuzzed");
    const workspace = await this.sandbox.workspace("fuzzed", environment.id);
    const version = await this.sandbox.upload(workspace.id, { "main.tf": "" });
    const run = await this.sandbox.run(workspace.id, version);
    const phases = ["plan", "apply"].map((phase) => run.relationships[phase]!.data.id);
    this.ids = [environment.id, "fuzzed", workspace.id, version, run.id, ...phases];
    this.links = [];
    this.left = LIFE;
  }

  async close(): Promise<void> {
    this.wire?.close();
    await this.sandbox?.close();
  }
}

export const tfeApi: TargetKind = {
  name: "tfe-api",
  share: 10,
  limit: 30_000,
  start: () => new TfeApi(),
};

function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return "%EF%BF%BD";
  }
}
