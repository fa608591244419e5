import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AgentProcess } from "../agent/agent-process.js";
import { Api } from "../api/support.js";
import { ask, describeWithPostgres, emptyDatabase, sharedPostgres } from "../support/postgres.js";
import { temporaryFolder } from "../support/process.js";
import { archive } from "../support/sandbox.js";
import { freePort, SharedSimulator } from "../support/shared-simulator.js";

const pause = () => new Promise((resolve) => setTimeout(resolve, 30));

/** Work that leaves a line each time it is executed. */
const work = (file: string) => `
resource "terraform_data" "work" {
  provisioner "local-exec" {
    command = "echo $$ >> '${file}'; sleep 0.3"
  }
}
`;

/** Makes one object after the other, and keeps the names of those that were acknowledged. */
class Writer {
  readonly acknowledged: string[] = [];
  private going = true;
  private readonly ended: Promise<void>;

  constructor(api: Api, who: string) {
    this.ended = this.write(api, who);
  }

  stop(): Promise<void> {
    this.going = false;
    return this.ended;
  }

  private async write(api: Api, who: string): Promise<void> {
    for (let i = 0; this.going; i++) {
      const name = `${who}-${i}`;
      const body = { data: { type: "tags", attributes: { name }, relationships: account(api) } };
      const reply = await api.send("POST", "/api/iacp/v3/tags", body).catch(() => null);
      if (reply?.status === 201) this.acknowledged.push(name);
      else if (reply !== null) expect(reply.status, JSON.stringify(reply.body)).toBe(503);
      await pause();
    }
  }
}

const account = (api: Api) => ({ account: { data: { type: "accounts", id: api.accountId } } });

async function tagNames(api: Api): Promise<Set<string>> {
  const names = new Set<string>();
  for (let page: number | null = 1; page !== null; ) {
    const { body } = await api.get(`tags?page[size]=100&page[number]=${page}`);
    for (const { attributes } of body.data) names.add(attributes.name);
    page = body.meta.pagination["next-page"];
  }
  return names;
}

/** Ends all connections to the store. */
const cutOff = (url: string) =>
  ask(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'scalr-sandbox ${new URL(url).searchParams.get("schema")}'`,
  );

describeWithPostgres("two processes with one store", () => {
  test("the standby takes over within seconds of a kill -9: nothing acknowledged is lost, no run is executed twice", {
    timeout: 120_000,
  }, async () => {
    const [url, port, folder] = [await emptyDatabase(), await freePort(), temporaryFolder()];
    const up = (name: string) =>
      new SharedSimulator(url, ["--port", String(port), "--no-https", "--data-dir", join(folder, name)]);
    const first = up("first");
    const info = await first.active();
    const second = up("second");
    await second.standing();

    const api = new Api(info.url, info.token, info.accountId);
    const environment = (await api.create("environments", { name: "env" })).id;
    const pool = (await api.create("agent-pools", { name: "pool" })).id;
    const { token } = (await api.create(`agent-pools/${pool}/access-tokens`)).attributes;
    const agents = ["a1", "a2"].map(
      (name) => new AgentProcess({ SCALR_AGENT_TOKEN: token, SCALR_AGENT_NAME: name }),
    );
    await Promise.all(agents.map((agent) => agent.logged("joined pool")));
    const names = Array.from({ length: 6 }, (_, i) => `work-${i}`);
    const executed = (name: string) => {
      const file = join(folder, name);
      return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").length : 0;
    };
    const writers = ["x", "y", "z"].map((who) => new Writer(api, who));
    const runs: string[] = [];
    for (const name of names) {
      const links = { environment, "agent-pool": pool };
      const workspace = (await api.create("workspaces", { name, "auto-apply": true }, links)).id;
      const version = await api.create("configuration-versions", { "auto-queue-runs": false }, { workspace });
      const body = await archive({ "main.tf": work(join(folder, name)) });
      expect((await fetch(version.links.upload!, { method: "PUT", body: body as never })).status).toBe(200);
      runs.push((await api.create("runs", {}, { workspace })).id);
    }
    const quiet = () => writers.some(({ acknowledged }) => acknowledged.length < 3);
    while (quiet() || !names.some((name) => executed(name) > 0)) await pause();

    const killed = performance.now();
    await first.kill("SIGKILL");
    const acknowledged = writers.flatMap((writer) => writer.acknowledged);
    const successor = await second.active();
    const took = performance.now() - killed;
    expect(successor).toMatchObject({ url: info.url, accountId: info.accountId });
    expect(successor.token).not.toBe(info.token);
    expect(took).toBeLessThan(60_000);

    // The same client with the same token, the same agents, the same runs.
    const status = async (id: string) => (await api.read("runs", id)).attributes;
    for (const id of runs) while (!/^(applied|errored)$/.test((await status(id)).status)) await pause();
    for (const id of runs)
      expect(await status(id)).toMatchObject({ status: "applied", "error-message": null });
    for (const name of names) expect(executed(name), name).toBe(1);
    for (const writer of writers) await writer.stop();
    const all = writers.flatMap((writer) => writer.acknowledged);
    expect(all.length).toBeGreaterThan(acknowledged.length);
    const present = await tagNames(api);
    expect(all.filter((name) => !present.has(name))).toEqual([]);

    // A handover that is asked for.
    const third = up("third");
    await third.standing();
    expect(await second.kill("SIGTERM")).toBe(0);
    await third.active();
    expect((await status(runs[0]!)).status).toBe("applied");

    // Cut off from the database for a moment, as when that is restarted, it comes back by itself.
    await cutOff(url);
    expect(await third.active(2)).toMatchObject({ url: info.url });
    expect((await status(runs[0]!)).status).toBe("applied");
    expect(third.output).toContain("this process is no longer the active one");
    const { password } = await sharedPostgres();
    for (const { output } of [first, second, third]) expect(output).not.toContain(password);
  });
});
