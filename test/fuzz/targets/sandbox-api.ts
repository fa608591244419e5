import { OPERATIONS } from "../../../simulator/api/sandbox/index.js";
import { startSandbox } from "../../support/sandbox.js";
import type { Chance } from "../chance.js";
import { judge, Wire } from "../exchange.js";
import type { Target, TargetKind } from "../target.js";

const LIFE = 300;
const BODIES: Readonly<Record<string, object>> = {
  "/clock/advance": { by: "1h" },
  "/faults": { path: "/nowhere", status: 404, count: 1 },
  "/snapshots": { name: "one", description: "d" },
  "/reset": { "keep-agents": true, "restart-clock": true },
};

/** The sandbox's own API, and states that were damaged before they are imported. */
class SandboxApi implements Target {
  private left = 0;
  private wire!: Wire;
  private token = "";
  private ids: string[] = [];
  private state = Buffer.alloc(0);
  private stop: () => Promise<void> = async () => {};

  async run(chance: Chance, note: (what: string) => void): Promise<void> {
    if (this.left-- <= 0) await this.renew();
    const headers = { Authorization: `Bearer ${this.token}`, "Content-Type": "application/json" };
    const send = async (method: string, path: string, body?: string | Buffer) => {
      note(`${method} ${path} ${String(body)}`);
      judge(await this.wire.send(method, `/api/sandbox/v1${path}`, headers, body));
    };
    if (chance.happens(0.25)) return send("PUT", "/state", this.spoiltState(chance));
    const path = chance.pick(Object.keys(OPERATIONS));
    const method = chance.happens(0.8)
      ? chance.pick(Object.keys(OPERATIONS[path]!))
      : chance.pick(["GET", "POST", "PUT", "DELETE"]);
    const id = chance.happens(0.7)
      ? chance.pick([...this.ids, "one"])
      : encodeURIComponent(chance.json(0) === null ? "x" : "é/..");
    const body = BODIES[path] ?? {};
    const text = chance.happens(0.4)
      ? JSON.stringify(body)
      : chance.happens(0.7)
        ? JSON.stringify(chance.nearly(body))
        : chance.bytes(30);
    await send(method, path.replace(":id", id), method === "GET" ? undefined : text);
    // A fault that was accepted would be one that is wanted.
    if (path === "/faults" && method === "POST")
      await this.wire.send("DELETE", "/api/sandbox/v1/faults", headers);
  }

  private spoiltState(chance: Chance): Buffer {
    if (chance.happens(0.4)) return chance.mutated(this.state);
    const lines = this.state.toString().trimEnd().split("\n");
    const at = chance.below(lines.length);
    try {
      lines[at] = JSON.stringify(chance.nearly(JSON.parse(lines[at]!)));
    } catch {
      lines.splice(at, 1);
    }
    return Buffer.from(`${lines.join("\n")}\n`);
  }

  private async renew(): Promise<void> {
    await this.close();
    const sandbox = await startSandbox({ logLevel: "silent" });
    const environment = await sandbox.environment("e");
    const workspace = await sandbox.workspace("w", environment.id);
    await sandbox.upload(workspace.id, { "main.tf": "" });
    const run = await sandbox.run(workspace.id);
    this.ids = [environment.id, workspace.id, run.id];
    this.stop = () => sandbox.close();
    this.wire = new Wire(sandbox.url);
    this.token = sandbox.token;
    this.left = LIFE;
    const headers = { Authorization: `Bearer ${this.token}` };
    const exported = await fetch(`${sandbox.url}/api/sandbox/v1/state`, { headers });
    this.state = Buffer.from(await exported.arrayBuffer());
  }

  async close(): Promise<void> {
    this.wire?.close();
    await this.stop();
  }
}

export const sandboxApi: TargetKind = {
  name: "sandbox API",
  share: 4,
  limit: 40_000,
  start: () => new SandboxApi(),
};
