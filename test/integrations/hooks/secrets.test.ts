import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logOf, reached, workspaceWith } from "../../agent/workshop.js";
import { unique } from "../../api/support.js";
import { PASSWORD } from "../../modules/stage.js";
import { expectHidden } from "../../support/planted-secrets.js";
import { afterSuite, temporaryFolder } from "../../support/process.js";
import { type Sandbox, startSandbox } from "../../support/sandbox.js";
import { folder } from "../../vcs/git-server.js";
import { createHook, environmentWith, type HookStage, hookStage, settled } from "./stage.js";

const SECRET = "marked-secret-of-the-run-77c1";
const root = folder();
const atEnd = afterSuite();
const place = temporaryFolder("secrets-", atEnd);
const logFile = join(place, "sandbox.log");
let sandbox: Sandbox;
let stage: HookStage;

beforeAll(async () => {
  sandbox = await startSandbox({ dataDir: join(place, "data"), logFile, clock: "real", logLevel: "debug" });
  const files = {
    "print.sh": 'env; echo "$PASSWORD" | tee /dev/stderr\ncat "$(dirname "$0")"/../../state 2>&1; exit 3\n',
  };
  stage = await hookStage(sandbox, root, atEnd, files, { SCALR_AGENT_DEBUG: "1" });
});
afterAll(() => sandbox?.close());

it("shows no secret of a hook's Git server or run anywhere", { timeout: 60_000 }, async () => {
  const hook = await createHook(stage, "print");
  expect(await settled(stage, hook)).toMatchObject({ status: "active" });
  const gone = await createHook(stage, "print", { name: "gone", "scriptfile-path": "gone.sh" });
  await settled(stage, gone);
  const environment = await environmentWith(stage, unique("dev"), [[hook, ["pre-plan"]]]);
  const workspace = await workspaceWith(
    sandbox,
    { environment, pool: stage.where.pool },
    'output "a" { value = 1 }',
  );
  await sandbox.create(
    "vars",
    { key: "PASSWORD", value: SECRET, category: "shell", sensitive: true },
    { workspace },
  );
  const run = await sandbox.run(workspace);
  const { errorMessage } = await reached(sandbox, run);
  expect(errorMessage).toContain("exit code 3");
  const log = await logOf(sandbox, run, "plan");
  // It looks where the secret would be.
  expect(log).toContain("PASSWORD=***");
  const ask = async (path: string) => JSON.stringify((await sandbox.get(path)).body);
  const told = async (path: string) => JSON.stringify(await sandbox.sandbox("GET", path));
  const seen: Readonly<Record<string, string>> = {
    log,
    runs: JSON.stringify([...sandbox.simulator.store.all("runs")]),
    tasks: JSON.stringify([...sandbox.simulator.store.all("tasks")]),
    answers: [
      await ask(`hooks/${hook.id}?include=vcs-provider,vcs-revision`),
      await ask(`hook-environment-links?filter[environment]=${environment}&include=hook,vcs-revision`),
      await ask(`runs/${run.id}?include=plan,apply`),
      await told(`workspaces/${workspace}/hooks`),
      await told(`environments/${environment}/hooks`),
      await told("vcs-tasks"),
    ].join("\n"),
    audit: await told("audit?limit=1000"),
    "the server's log": readFileSync(logFile, "utf8"),
    "the agent's log": JSON.stringify(stage.where.agent.lines),
  };
  expect(seen.answers).toContain(hook.id);
  expect(seen.audit).toContain(hook.id);
  expectHidden(seen, SECRET, PASSWORD);
});
