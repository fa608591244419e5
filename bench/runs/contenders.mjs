import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiOf, creator, poolWithToken } from "../shared/population.mjs";
import { run, startAgent } from "../shared/processes.mjs";
import { archiveOf, CONFIGURATION } from "./configuration.mjs";

const FINAL = ["applied", "errored", "canceled", "discarded", "planned_and_finished"];
/** Milliseconds between two looks at a run. */
const LOOK = 10;

/** A contender has `workspaces` places for runs, and `fresh` ones that had none yet; `execute(place)` runs once there, and gives what it took in milliseconds. */

/** The commands of a run typed in folders, without any server: what nothing around them can be faster than. */
export function commandsAlone(tofu, folder, workspaces) {
  const places = Array.from({ length: workspaces }, (_, n) => join(folder, `alone-${n}`));
  for (const place of places) {
    mkdirSync(place);
    writeFileSync(join(place, "main.tf"), CONFIGURATION);
  }
  const env = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
  const execute = async (cwd) => {
    const type = (...args) => run(tofu, [...args], { cwd, env });
    const started = performance.now();
    await type("init", "-input=false", "-no-color");
    await type("plan", "-input=false", "-no-color", "-out=plan");
    await type("show", "-json", "plan");
    await type("init", "-input=false", "-no-color");
    await type("apply", "-input=false", "-no-color", "plan");
    return { milliseconds: performance.now() - started, wait: null };
  };
  return { name: "the tofu commands alone", places, fresh: [], execute, agents: [], close: async () => {} };
}

/** Runs in workspaces of a simulator, executed by real agents of one pool. */
export async function sandboxRuns(simulator, folder, { name, executor, workspaces, fresh, agents: count }) {
  const create = creator(simulator);
  const api = apiOf(simulator);
  const key = name.replace(/\W+/g, "-");
  const { pool, token } = await poolWithToken(simulator, key);
  const environment = await create("environments", { name: key });
  const archive = await archiveOf(CONFIGURATION);
  const places = [];
  for (let n = 0; n < workspaces + fresh; n++) {
    const links = { environment: ["environments", environment.id], "agent-pool": ["agent-pools", pool] };
    const { id } = await create("workspaces", { name: `${key}-${n}`, "auto-apply": true }, links);
    const version = await create(
      "configuration-versions",
      { "auto-queue-runs": false },
      { workspace: ["workspaces", id] },
    );
    const uploaded = await fetch(version.links.upload, { method: "PUT", body: archive });
    if (!uploaded.ok) throw new Error(`The upload was answered ${uploaded.status}: ${await uploaded.text()}`);
    places.push(id);
  }
  const agents = [];
  for (let n = 0; n < count; n++)
    agents.push(
      await startAgent(simulator, token, {
        name: `${key}-${n}`,
        dataDir: join(folder, `${key}-${n}`),
        executor,
      }),
    );

  const queue = async (workspace) => {
    const started = performance.now();
    const { id } = await create("runs", { "auto-apply": true }, { workspace: ["workspaces", workspace] });
    return { id, started };
  };
  const finished = async ({ id, started }) => {
    for (;;) {
      const { attributes } = (await api("GET", `/api/iacp/v3/runs/${id}`)).data;
      if (attributes.status === "applied") {
        const stamps = attributes["status-timestamps"];
        const wait = Date.parse(stamps["planning-at"]) - Date.parse(stamps["plan-queued-at"]);
        return { milliseconds: performance.now() - started, wait };
      }
      if (FINAL.includes(attributes.status))
        throw new Error(`Run ${id} ended ${attributes.status}: ${attributes["error-message"]}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
  };
  return {
    name,
    places: places.slice(0, workspaces),
    fresh: places.slice(workspaces),
    agents,
    execute: async (place) => finished(await queue(place)),
    queue,
    finished,
    close: () => Promise.all(agents.map((agent) => agent.stop())),
  };
}

/** All places of a contender at once; resolves with runs a second. One run after the other is asked for its end, so that looking costs little. */
export async function allAtOnce({ places, execute, queue, finished }) {
  const started = performance.now();
  if (queue === undefined) await Promise.all(places.map(execute));
  else for (const run of await Promise.all(places.map(queue))) await finished(run);
  return places.length / ((performance.now() - started) / 1000);
}
