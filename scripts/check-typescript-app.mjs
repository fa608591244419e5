// Proves that a TypeScript app of a stranger works: packs the project, installs the archive beside cdktf (then beside its fork) in an empty
// folder, and compiles and synthesizes the app with each kind of module. The last one is planned, applied and destroyed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-typescript-"));

/** The CDK of each app. npm chooses the version of constructs. */
const CDKS = ["cdktf", "cdktn"];

/** How the app is compiled, and the type in its package.json. `skipLibCheck` and `esModuleInterop` stay off: our declarations must be right by themselves. */
const COMPILATIONS = [
  // TypeScript 5 is the last one with this resolution.
  { compiler: "typescript-5", module: "commonjs", resolution: "node10", type: "commonjs" },
  { compiler: "typescript", module: "node16", resolution: "node16", type: "commonjs" },
  { compiler: "typescript", module: "nodenext", resolution: "nodenext", type: "module" },
  { compiler: "typescript", module: "esnext", resolution: "bundler", type: "module" },
];

const appWith = (cdk) => `
import { App, TerraformOutput, TerraformStack } from "${cdk}";
import type { Construct } from "constructs";
import {
  AgentPool, type AgentPoolProps, AgentPoolToken, Environment, EnvironmentAccess, ScalrProvider, Workspace, WorkspacePoolLink, bindings,
} from "scalr-sandbox";
import { type Sandbox, startSandbox } from "scalr-sandbox/testing";

class Pools extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new ScalrProvider(this, "scalr");
    const environment = new Environment(this, "production", { name: "production" });
    const props: AgentPoolProps = { name: "private" };
    const pool: AgentPool = new AgentPool(this, "private", props);
    new EnvironmentAccess(this, "access", { pool, environment });
    const workspace = new Workspace(this, "api", { name: "api", environment });
    new WorkspacePoolLink(this, "api-private", { workspace, pool });
    new bindings.tag.Tag(this, "tag", { name: "typed" });
    const { token } = new AgentPoolToken(this, "token", { pool });
    new TerraformOutput(this, "pool_token", { value: token, sensitive: true });
    // @ts-expect-error: the base class is the CDK's.
    pool.friendlyUniqueId satisfies number;
  }
}

export const start: () => Promise<Sandbox> = startSandbox;

const app = new App();
new Pools(app, "pools");
app.synth();
`;

function run(command, args, options) {
  const done = spawnSync(command, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024, ...options });
  if (done.status !== 0)
    throw new Error(
      `${command} ${args.join(" ")} exited with ${done.status}\n${done.stdout}\n${done.stderr}`,
    );
  return done.stdout;
}

const expectLine = (what, output, line) => {
  if (!output.includes(line)) throw new Error(`${what} did not print "${line}":\n${output}`);
};

/** Starts a sandbox that keeps nothing; what `use` is given lets the commands find it. */
async function withSandbox(cwd, use) {
  const up = spawn(
    "npx",
    ["--no-install", "scalr-sandbox", "up", "--memory", "--port", "0", "--no-https", "--json"],
    {
      cwd,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = new Promise((resolve) => up.once("exit", resolve));
  const line = await Promise.race([
    new Promise((resolve) => createInterface({ input: up.stdout }).once("line", resolve)),
    ended.then((code) => Promise.reject(new Error(`up exited with ${code} before it listened`))),
  ]);
  const { url, token, pid } = JSON.parse(line);
  try {
    use({ ...process.env, SCALR_HOSTNAME: url, SCALR_TOKEN: token });
  } finally {
    process.kill(pid, "SIGTERM");
    await ended;
  }
}

async function check(cdk, archive) {
  const cwd = join(folder, cdk);
  mkdirSync(cwd);
  writeFileSync(join(cwd, "package.json"), '{"private":true}\n');
  const compilers = ["typescript", "typescript-5@npm:typescript@5", "@types/node"];
  run(
    "npm",
    ["install", "--no-audit", "--no-fund", "--ignore-scripts", archive, cdk, "constructs", ...compilers],
    { cwd },
  );
  for (const other of CDKS)
    if (other !== cdk && existsSync(join(cwd, "node_modules", other)))
      throw new Error(`npm installed ${other} in an app that asks for ${cdk}`);
  writeFileSync(join(cwd, "cdktf.json"), '{ "language": "typescript", "app": "node out/main.js" }\n');
  writeFileSync(join(cwd, "main.ts"), appWith(cdk));
  for (const { compiler, module, resolution, type } of COMPILATIONS) {
    rmSync(join(cwd, "out"), { recursive: true, force: true });
    writeFileSync(join(cwd, "package.json"), JSON.stringify({ private: true, type }));
    const modules = ["--module", module, "--moduleResolution", resolution];
    const tsc = join("node_modules", compiler, "bin/tsc");
    run(
      "node",
      [tsc, "--strict", "--target", "es2022", "--types", "node", ...modules, "--outDir", "out", "main.ts"],
      { cwd },
    );
    run("node", ["out/main.js"], { cwd });
    console.log(`${cdk}, module ${module}, resolution ${resolution}, type ${type}: compiled, synthesized`);
  }
  await withSandbox(cwd, (env) => {
    const command = (...args) => run("npx", ["--no-install", "scalr-sandbox", ...args], { cwd, env });
    expectLine("plan", command("plan"), "Plan: 5 to add, 0 to change, 0 to destroy.");
    expectLine("apply", command("apply", "--auto-approve"), "Apply complete! Resources: 5 added");
    expectLine("plan", command("plan", "--detailed-exitcode"), "No changes.");
    expectLine("destroy", command("destroy", "--auto-approve"), "Destroy complete! Resources: 5 destroyed.");
  });
  console.log(`${cdk}: planned, applied, destroyed`);
}

try {
  const [{ filename }] = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { cwd: root }),
  );
  for (const cdk of CDKS) await check(cdk, join(folder, filename));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
