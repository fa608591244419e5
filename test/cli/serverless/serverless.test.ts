import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { isLoopback } from "../../../simulator/platform/outgoing/guard.js";
import { workspaceWith } from "../../agent/workshop.js";
import type { Resource } from "../../api/support.js";
import { type Sandbox, useSandbox } from "../../support/sandbox.js";
import { cleanEnvironment, program } from "../support.js";

const box = useSandbox();
const ENTIRE_TASK = 'resource "terraform_data" "x" {\n  input = 1\n}\n';

interface Received {
  readonly headers: IncomingMessage["headers"];
  readonly body: Readonly<Record<string, string>>;
}

/** A webhook's receiver that answers as the test says, and keeps what came. */
class Receiver {
  readonly calls: Received[] = [];
  private listeners: (() => void)[] = [];

  private constructor(readonly url: string) {}

  static async open(status: (call: number) => number, headers: object = {}): Promise<Receiver> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      receiver.calls.push({
        headers: request.headers,
        body: JSON.parse(Buffer.concat(chunks).toString()),
      });
      response.writeHead(status(receiver.calls.length), headers as never).end();
      for (const listener of receiver.listeners.splice(0)) listener();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const receiver = new Receiver(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
    return receiver;
  }

  async called(times: number): Promise<Received> {
    while (this.calls.length < times) await new Promise<void>((resolve) => this.listeners.push(resolve));
    return this.calls[times - 1]!;
  }
}

let count = 0;

interface ServerlessPlace {
  readonly pool: string;
  readonly environment: string;
  readonly workspace: string;
}

/** A serverless pool, and a workspace that uses it. */
async function serverlessPlace(
  sandbox: Sandbox,
  url: string,
  headers: object[] = [],
): Promise<ServerlessPlace> {
  const pool = await sandbox.create("agent-pools", {
    name: `serverless-${++count}`,
    "webhook-enabled": true,
    "webhook-url": url,
    "webhook-headers": headers as never,
  });
  const environment = await sandbox.environment(`serverless-env-${count}`);
  const workspace = await workspaceWith(sandbox, { environment: environment.id, pool: pool.id }, ENTIRE_TASK);
  return { pool: pool.id, environment: environment.id, workspace };
}

const deliveriesOf = async (sandbox: Sandbox, pool: string) =>
  (await sandbox.sandbox("GET", `deliveries?pool=${pool}`)).deliveries;

/** Waits until the pool's one delivery passes the test. */
async function delivery(sandbox: Sandbox, pool: string, test: (delivery: Delivery) => boolean) {
  const { store } = sandbox.simulator;
  const first = () => store.find("deliveries", "pool", pool)[0];
  const id =
    first()?.id ??
    (await new Promise<string>((resolve) => {
      const stop = store.onCommit(() => {
        const found = first();
        if (found === undefined) return;
        stop();
        resolve(found.id);
      });
    }));
  return sandbox.until("deliveries", id, (now) => now !== undefined && test(now), 60_000);
}
type Delivery = NonNullable<ReturnType<Sandbox["simulator"]["store"]["find"]>[number]> & {
  status: string;
  attempts: number;
  error: string | null;
  nextAttemptAt: number | null;
};

describe("the webhook of a serverless pool", () => {
  test("is told of a task that needs an agent, with the pool's headers and the task as the key", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open(() => 200);
    const place = await serverlessPlace(sandbox, receiver.url, [
      { name: "X-Team", value: "platform", sensitive: false },
      { name: "Authorization", value: "Bearer hush", sensitive: true },
      { name: "Idempotency-Key", value: "forged", sensitive: false },
      { name: "constructor", value: "any name will do", sensitive: false },
    ]);
    const run = await sandbox.run(place.workspace);
    const { headers, body } = await receiver.called(1);
    const task = sandbox.simulator.store.find("tasks", "run", run.id)[0]!;
    expect(body).toEqual({
      task_id: task.id,
      action: "plan",
      run_id: run.id,
      workspace_id: place.workspace,
      environment_id: place.environment,
      created_at: new Date(sandbox.simulator.clock.now()).toISOString(),
    });
    expect(Object.entries(headers)).toContainEqual(["constructor", "any name will do"]);
    expect(headers).toMatchObject({
      "idempotency-key": task.id,
      "x-team": "platform",
      authorization: "Bearer hush",
      "content-type": "application/json",
    });
    await delivery(sandbox, place.pool, ({ status }) => status === "delivered");
    const [shown] = await deliveriesOf(sandbox, place.pool);
    expect(shown).toMatchObject({ task: task.id, status: "delivered", attempts: 1, responseStatus: 200 });
    expect(JSON.stringify(shown)).not.toContain("hush");
    expect((await sandbox.waitingFor(run.id)).message).toMatch(
      /^An agent that the webhook of pool 'serverless-/,
    );
  });

  test("is called again with growing pauses of the sandbox's time until it says yes", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open((call) => (call < 4 ? 503 : 204));
    const { pool, workspace } = await serverlessPlace(sandbox, receiver.url);
    const run = await sandbox.run(workspace);
    const first = await delivery(sandbox, pool, ({ error }) => error !== null);
    // What the run waits for says why nobody comes.
    const reason = / The last call failed: The webhook answered 503\.$/;
    expect((await sandbox.waitingFor(run.id)).message).toMatch(reason);
    const { queue } = await sandbox.sandbox("GET", "status");
    const queued = queue.find((each: { readonly run: string }) => each.run === run.id);
    expect(queued.waitingFor.message).toMatch(reason);
    expect(first).toMatchObject({ status: "pending", attempts: 1, error: "The webhook answered 503." });
    const start = first.lastAttemptAt;
    const fired = await sandbox.advance("1m");
    const again = fired.filter(({ name }) => name === "webhook called again");
    expect(again.map(({ at }) => (Date.parse(at) - start) / 1_000)).toEqual([2, 6, 14]);
    const last = await delivery(sandbox, pool, ({ status }) => status === "delivered");
    expect(last).toMatchObject({ attempts: 4, responseStatus: 204, error: null });
    expect((await sandbox.waitingFor(run.id)).message).not.toContain("failed");
    expect(new Set(receiver.calls.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  });

  test("is called again when an accepted call has brought no agent in five minutes", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open(() => 202);
    const { pool, workspace } = await serverlessPlace(sandbox, receiver.url);
    await sandbox.run(workspace);
    await delivery(sandbox, pool, ({ status }) => status === "delivered");
    await sandbox.advance("4m59s");
    expect(receiver.calls).toHaveLength(1);
    await sandbox.advance("1s");
    await receiver.called(2);
  });

  test("is left alone once the run is canceled", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open(() => 500);
    const { pool, workspace } = await serverlessPlace(sandbox, receiver.url);
    const run = await sandbox.run(workspace);
    await delivery(sandbox, pool, ({ error }) => error !== null);
    await sandbox.send("POST", `runs/${run.id}/actions/cancel`);
    await delivery(sandbox, pool, ({ status }) => status === "withdrawn");
    await sandbox.advance("1h");
    expect(receiver.calls).toHaveLength(1);
  });

  test("leads to no other machine, and nowhere by a redirect", async () => {
    const { sandbox } = box;
    const elsewhere = await serverlessPlace(sandbox, "http://169.254.169.254/latest/meta-data");
    await sandbox.run(elsewhere.workspace);
    const refused = await delivery(sandbox, elsewhere.pool, ({ error }) => error !== null);
    expect(refused.error).toContain("--webhook-host 169.254.169.254");
    expect(["127.0.0.1", "::1", "::ffff:127.0.0.1"].every(isLoopback)).toBe(true);
    expect(["10.0.0.1", "::", "0.0.0.0", "128.0.0.1", "fe80::1"].some(isLoopback)).toBe(false);

    const target = await Receiver.open(() => 200);
    const redirecting = await Receiver.open(() => 307, { location: target.url });
    const place = await serverlessPlace(sandbox, redirecting.url);
    await sandbox.run(place.workspace);
    const { error } = await delivery(sandbox, place.pool, (now) => now.error !== null);
    expect(error).toBe("The webhook answered 307; redirects are not followed.");
    expect(target.calls).toHaveLength(0);
  });
});

describe("scalr-sandbox serverless", () => {
  let child: ChildProcess;
  let url = "";
  let where: ServerlessPlace;
  let token = "";
  const log: string[] = [];

  const secret = "a-secret-of-the-receiver";
  beforeAll(async () => {
    const { sandbox } = box;
    const made = await serverlessPlace(sandbox, "http://127.0.0.1:9/", [
      { name: "Authorization", value: `Bearer ${secret}`, sensitive: true },
    ]);
    where = made;
    token = await sandbox.poolToken(made.pool);
    child = spawn(process.execPath, [program, "serverless", "--port", "0", "--json"], {
      env: { ...cleanEnvironment(), SCALR_AGENT_TOKEN: token, SCALR_SERVERLESS_SECRET: secret },
      stdio: ["ignore", "pipe", "pipe"],
    });
    createInterface({ input: child.stderr! }).on("line", (line) => log.push(line));
    for await (const line of createInterface({ input: child.stdout! })) {
      url = JSON.parse(line).url;
      break;
    }
    await sandbox.update("agent-pools", made.pool, { "webhook-url": url });
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  test("starts one agent for each task, which does it and leaves the pool", {
    timeout: 120_000,
  }, async () => {
    const { sandbox } = box;
    const run: Resource = await sandbox.run(where.workspace);
    await sandbox.until("runs", run.id, (now) => now?.status === "applied", 100_000);
    const { store } = sandbox.simulator;
    const tasks = store.find("tasks", "run", run.id);
    expect(tasks.map(({ phase, status }) => `${phase} ${status}`)).toEqual([
      "plan finished",
      "apply finished",
    ]);
    expect(new Set(tasks.map(({ agent }) => agent)).size).toBe(2);
    // The receiver's answer may come after the agent that it has started.
    for (const { id } of store.find("deliveries", "pool", where.pool))
      await sandbox.until("deliveries", id, (now) => now?.status === "delivered");
    const deliveries = await deliveriesOf(sandbox, where.pool);
    expect(deliveries.map((each: Delivery) => `${each.status} ${each.attempts}`)).toEqual([
      "delivered 1",
      "delivered 1",
    ]);
    while (store.find("agents", "pool", where.pool).length > 0)
      await new Promise<void>((resolve) => {
        const stop = store.onCommit(() => {
          stop();
          resolve();
        });
      });
  });

  const post = (key: string, body: object, headers: object = {}) =>
    fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "idempotency-key": key,
        authorization: `Bearer ${secret}`,
        ...headers,
      },
      body: JSON.stringify(body),
    });

  test("starts nothing for a repeat, a stranger, or a page in a browser", async () => {
    const [task] = await deliveriesOf(box.sandbox, where.pool);
    const call = { task_id: task.task, action: task.action, run_id: task.run };
    const repeat = await post(task.task, call);
    expect([repeat.status, ((await repeat.json()) as { started: boolean }).started]).toEqual([200, false]);
    expect((await post(task.task, call, { authorization: "Bearer wrong" })).status).toBe(401);
    expect((await post(task.task, call, { "content-type": "text/plain" })).status).toBe(415);
    expect((await post("task-other", call)).status).toBe(400);
    expect((await post("task-big", { ...call, more: "x".repeat(100_000) })).status).toBe(413);
    expect(log.filter((line) => line.startsWith("Started agent"))).toHaveLength(2);
    expect(log.join("\n")).not.toContain(token);
  });
});
