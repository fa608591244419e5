import type { Delivery } from "../../../simulator/core/entities.js";
import type { Stage } from "../stage/stage.js";
import type { Scenario } from "./scenario.js";

const SECRET = "the-secret-of-the-receiver";

/** A pool without agents, whose webhook starts one for each task. */
const serverless: Scenario = {
  title: "A simulator of its own",
  rules: ["R12"],
  checks: {
    webhook:
      "When a run needs an agent, its pool's webhook is called until it says yes, and the run continues.",
    retries: "A call that fails is repeated with growing pauses of the sandbox's time.",
    "one task": "Each call starts one agent, which does one task, leaves its pool and ends.",
    "one key": "A call that is repeated starts no second agent; one without the secret starts none.",
    elsewhere: "A webhook that leads to another machine is not called unless that is allowed.",
  },
  async play(stage) {
    const { progress } = stage;
    progress.begin("A pool whose webhook leads nowhere yet");
    const place = await makePlace(stage);
    const run = await waitInVain(stage, place);
    progress.begin("scalr-sandbox serverless: an agent for each call");
    const url = await serve(stage, place);
    await executeOnDemand(stage, place, run);
    progress.begin("Calls that start nothing");
    await callAgain(stage, place, url);
    await leadElsewhere(stage, place);
  },
};

interface Place {
  readonly pool: string;
  readonly token: string;
  readonly environment: string;
  readonly workspace: string;
}

const header = { name: "Authorization", value: `Bearer ${SECRET}`, sensitive: true };

async function makePlace({ world }: Stage): Promise<Place> {
  const pool = await world.pool("on-demand", {
    "webhook-enabled": true,
    // Nothing listens there.
    "webhook-url": "http://127.0.0.1:9/",
    "webhook-headers": [header],
  });
  const environment = await world.environment("dev");
  const workspace = await world.workspace("batch", environment, pool, { "auto-apply": true });
  return { pool: pool.id, token: pool.token, environment, workspace };
}

const deliveriesOf = ({ observer }: Stage, pool: string): Delivery[] =>
  observer.all("deliveries").filter((delivery) => delivery.pool === pool);

const setWebhook = ({ client }: Stage, pool: string, url: string) =>
  client.update(`agent-pools/${pool}`, {
    type: "agent-pools",
    id: pool,
    attributes: { "webhook-url": url },
  });

/** The run waits, and says what for (R12); the webhook is called at its pauses, however the clock gets there. */
async function waitInVain(stage: Stage, { pool, workspace }: Place): Promise<string> {
  const { ledger, observer, progress, runs } = stage;
  const run = await runs.queue(workspace, { workload: "one-task" });
  const failed = () => deliveriesOf(stage, pool).some(({ error }) => error !== null);
  await observer.until("the first call fails", failed);
  const waiting = await runs.waitingFor(run);
  ledger.observe(
    "R12",
    waiting?.kind === "agent" && waiting.message.includes("webhook of pool 'on-demand'"),
    `"${waiting?.message}"`,
  );
  progress.keep(`  The run waits for: ${waiting?.message}`);
  await stage.advance("1m");
  await observer.until("five calls have failed", () =>
    deliveriesOf(stage, pool).some(({ attempts }) => attempts >= 5),
  );
  const calls = callsOf(stage);
  const pauses = calls.slice(1).map(({ due }, index) => (due - calls[index]!.at) / 1000);
  const early = calls.filter(({ at, due }) => at < due).length;
  ledger.observe(
    "retries",
    pauses.slice(0, 4).join() === "2,4,8,16" && early === 0,
    `pauses of ${pauses.join(", ")} s; ${early} of ${calls.length} calls came early`,
  );
  progress.keep(
    `  ${calls.length} calls in a minute of the sandbox's time, after pauses of ${pauses.join(", ")} s.`,
  );
  return run;
}

/** When each call was made, and when it was due: on a slow machine it can be late. */
function callsOf({ observer }: Stage): { readonly at: number; readonly due: number }[] {
  const calls: { readonly at: number; readonly due: number }[] = [];
  for (const { before, after } of observer.of("deliveries"))
    if (after !== undefined && after.attempts > (before?.attempts ?? calls.length))
      calls.push({ at: after.lastAttemptAt, due: before?.nextAttemptAt ?? after.lastAttemptAt });
  return calls;
}

async function serve(stage: Stage, { pool, token }: Place): Promise<string> {
  const { info, processes, progress } = stage;
  const receiver = processes.start(
    "The receiver",
    ["serverless", "--port", "0", "--json", "--exit-with-parent"],
    {
      SCALR_URL: info.url,
      SCALR_AGENT_TOKEN: token,
      SCALR_SERVERLESS_SECRET: SECRET,
    },
  );
  const { url } = await receiver.firstJson<{ url: string }>();
  await setWebhook(stage, pool, url);
  progress.keep(`  It listens at ${url}, and the pool's webhook leads there.`);
  return url;
}

async function executeOnDemand(stage: Stage, { pool }: Place, run: string): Promise<void> {
  const { ledger, observer, progress, runs } = stage;
  progress.show("Five minutes later at the latest, the webhook is called again");
  await stage.advance("5m");
  await runs.untilEnded([run]);
  const deliveries = () => deliveriesOf(stage, pool);
  // An agent may finish its task before the call that started it is answered.
  await observer.until("the calls are answered", () =>
    deliveries().every(({ status }) => status === "delivered"),
  );
  ledger.observe(
    "webhook",
    runs.get(run)?.status === "applied" && deliveries().every(({ status }) => status === "delivered"),
    `the run is ${runs.get(run)?.status}; ${deliveries()
      .map(({ action, status, attempts }) => `its ${action} was ${status} at call ${attempts}`)
      .join(", ")}`,
  );
  const agents = () => observer.all("agents").filter((agent) => agent.pool === pool);
  await observer.until("all agents have left the pool", () => agents().length === 0);
  const joined = observer
    .of("agents")
    .filter(({ action, after }) => action === "created" && after?.pool === pool);
  const executed = runs
    .tasks(run)
    .map(({ phase, agent }) => `${phase} by ${joined.find(({ id }) => id === agent)?.after?.name ?? agent}`);
  ledger.observe(
    "one task",
    joined.length === 2 && new Set(runs.tasks(run).map(({ agent }) => agent)).size === 2,
    `${joined.length} agents joined and left: ${executed.join(", ")}`,
  );
  for (const line of executed) progress.keep(`  ${line}`);
}

async function callAgain(stage: Stage, { pool }: Place, url: string): Promise<void> {
  const { ledger, observer, progress } = stage;
  const [{ task, action, run }] = deliveriesOf(stage, pool) as [Delivery];
  const call = (secret: string) =>
    fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "idempotency-key": task,
        authorization: `Bearer ${secret}`,
      },
      body: JSON.stringify({ task_id: task, action, run_id: run }),
    });
  const repeat = await call(SECRET);
  const answer = (await repeat.json()) as { started: boolean };
  const stranger = (await call("guessed")).status;
  const joined = observer
    .of("agents")
    .filter(({ action: what, after }) => what === "created" && after?.pool === pool);
  ledger.observe(
    "one key",
    repeat.status === 200 && !answer.started && stranger === 401 && joined.length === 2,
    `a repeat was answered ${repeat.status} and started nothing, a stranger got ${stranger}`,
  );
  progress.keep(`  A repeat of a call: ${repeat.status}, started nothing. A wrong secret: ${stranger}.`);
}

async function leadElsewhere(stage: Stage, { environment }: Place): Promise<void> {
  const { ledger, observer, progress, runs, world } = stage;
  const pool = await world.pool("far-away", {
    "webhook-enabled": true,
    "webhook-url": "http://169.254.169.254/latest/meta-data",
  });
  const workspace = await world.workspace("far", environment, pool);
  await runs.queue(workspace, { workload: "one-task" });
  const refused = () => deliveriesOf(stage, pool.id).find(({ error }) => error !== null);
  await observer.until("the call is refused", () => refused() !== undefined);
  const { error, responseStatus } = refused()!;
  ledger.observe("elsewhere", responseStatus === null && error!.includes("--webhook-host"), `"${error}"`);
  progress.keep(`  ${error}`);
}

export default serverless;
