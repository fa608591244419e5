// Proves that the package works in the projects of strangers: packs it, installs the archive beside each CDK with each package manager,
// and there tests, bundles, compiles and runs an app as CommonJS and as ES modules.
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-projects-"));

/** How a package manager adds packages, and runs a program and Node with them. */
const NPM = {
  add: ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"],
  exec: ["npx", "--no-install"],
  node: ["node"],
};
/** The newest that run on Node 20. */
const PNPM = { ...NPM, add: ["npx", "--yes", "pnpm@10", "add"] };
const YARN_1 = { ...NPM, add: ["npx", "--yes", "yarn@1", "add", "--ignore-scripts", "--non-interactive"] };
/** It makes no `node_modules`: its Plug'n'Play resolves packages. */
const YARN = ["npx", "--yes", "@yarnpkg/cli-dist@4"];
const YARN_4 = { add: [...YARN, "add"], exec: YARN, node: [...YARN, "node"] };

const TOOLS = [
  "vitest",
  "esbuild",
  "webpack",
  "webpack-cli",
  "typescript",
  "typescript-5@npm:typescript@5",
  "@types/node",
];
const ALL = [nodeTest, jest, vitest, esbuild, webpack, typescript];

const PROJECTS = [
  { name: "npm, cdktf", manager: NPM, cdk: "cdktf", tools: ["jest@29", ...TOOLS], checks: ALL },
  { name: "npm, cdktn", manager: NPM, cdk: "cdktn", tools: ["jest@30", ...TOOLS], checks: ALL },
  { name: "pnpm, cdktn", manager: PNPM, cdk: "cdktn", tools: [], checks: [nodeTest] },
  { name: "Yarn 1, cdktf", manager: YARN_1, cdk: "cdktf", tools: [], checks: [nodeTest] },
  { name: "Yarn 4, cdktn", manager: YARN_4, cdk: "cdktn", tools: [], checks: [nodeTest] },
];

/** How TypeScript compiles the app, and the type in its package.json. `skipLibCheck` and `esModuleInterop` stay off: our declarations must be right by themselves. */
const COMPILATIONS = [
  // TypeScript 5 is the last one with this resolution.
  { compiler: "typescript-5", module: "commonjs", resolution: "node10", type: "commonjs" },
  { compiler: "typescript", module: "node16", resolution: "node16", type: "commonjs" },
  { compiler: "typescript", module: "nodenext", resolution: "nodenext", type: "module" },
  { compiler: "typescript", module: "esnext", resolution: "bundler", type: "module" },
];

const STACK = `
const app = new App();
const stack = new TerraformStack(app, "pools");
new ScalrProvider(stack, "scalr");
new AgentPool(stack, "private", { name: "private" });
`;

const APP = `${STACK}app.synth();\n`;

const TEST = `
test("applies a pool", async () => {${STACK}
  const sandbox = await startSandbox();
  try {
    await sandbox.apply(app);
    if ((await sandbox.plan(app)).length > 0) throw new Error("the plan after the apply has changes");
  } finally {
    await sandbox.close();
  }
}, 60_000);
`;

const typedApp = (cdk) => `
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

/** A file in each module system, and what it imports: names by packages. */
function writeBoth(cwd, name, imports, text) {
  const lines = (line) => Object.entries(imports).map(([from, names]) => line(names, from));
  const files = [`${name}.cjs`, `${name}.mjs`];
  const [requires, esm] = [
    lines((names, from) => `const ${names} = require("${from}");`),
    lines((names, from) => `import ${names} from "${from}";`),
  ];
  writeFileSync(join(cwd, files[0]), requires.join("\n") + text);
  writeFileSync(join(cwd, files[1]), esm.join("\n") + text);
  return files;
}

const cdkImports = (cdk) => ({
  [cdk]: "{ App, TerraformStack }",
  "scalr-sandbox": "{ AgentPool, ScalrProvider }",
});

function writeTests(cwd, cdk, runner, more = {}) {
  const imports = { ...cdkImports(cdk), "scalr-sandbox/testing": "{ startSandbox }", ...more };
  return writeBoth(cwd, `${runner}.test`, imports, TEST);
}

function nodeTest({ cwd, manager, cdk, log }) {
  for (const file of writeTests(cwd, cdk, "node", { "node:test": "{ test }" })) {
    run([...manager.node, "--test-reporter=tap", file], cwd);
    log(`node:test, ${file}: synthesized, applied, planned`);
  }
}

function jest({ cwd, manager, cdk, log }) {
  const config = { testMatch: ["**/jest.test.[cm]js"], transform: {} };
  writeFileSync(join(cwd, "jest.config.json"), JSON.stringify(config));
  for (const file of writeTests(cwd, cdk, "jest")) {
    // Jest reads ES modules with this option only.
    const env = file.endsWith(".mjs") ? { NODE_OPTIONS: "--experimental-vm-modules" } : {};
    run([...manager.exec, "jest", "--config", "jest.config.json", "--runTestsByPath", file], cwd, env);
    log(`Jest, ${file}: synthesized, applied, planned`);
  }
}

function vitest({ cwd, manager, cdk, log }) {
  const [, file] = writeTests(cwd, cdk, "vitest");
  run([...manager.exec, "vitest", "run", "--globals", file], cwd);
  log(`Vitest, ${file}: synthesized, applied, planned`);
}

function esbuild({ cwd, manager, cdk, log }) {
  for (const file of writeBoth(cwd, "app", cdkImports(cdk), APP)) {
    const bundle = `esbuild-${file}.cjs`;
    run([...manager.exec, "esbuild", file, "--bundle", "--platform=node", `--outfile=${bundle}`], cwd);
    synthesizeAlone(join(cwd, bundle));
    log(`esbuild, ${file}: bundled, synthesized`);
  }
}

function webpack({ cwd, manager, cdk, log }) {
  for (const file of writeBoth(cwd, "app", cdkImports(cdk), APP)) {
    const bundle = `webpack-${file}.cjs`;
    const config = {
      mode: "production",
      target: "node",
      entry: `./${file}`,
      output: { path: cwd, filename: bundle },
    };
    writeFileSync(join(cwd, "webpack.config.cjs"), `module.exports = ${JSON.stringify(config)};`);
    run([...manager.exec, "webpack", "--config", "webpack.config.cjs"], cwd);
    synthesizeAlone(join(cwd, bundle));
    log(`webpack, ${file}: bundled, synthesized`);
  }
}

/** Runs a bundle where no package is. */
function synthesizeAlone(bundle) {
  const cwd = mkdtempSync(join(folder, "bundle-"));
  copyFileSync(bundle, join(cwd, basename(bundle)));
  run(["node", basename(bundle)], cwd);
  if (!existsSync(join(cwd, "cdktf.out/stacks/pools/cdk.tf.json")))
    throw new Error(`${basename(bundle)} synthesized nothing`);
}

/** The last compilation is planned, applied and destroyed by the program. */
async function typescript({ cwd, manager, cdk, log }) {
  let app;
  for (const { compiler, module, resolution, type } of COMPILATIONS) {
    app = join(cwd, `typescript-${module}`);
    mkdirSync(app);
    writeFileSync(join(app, "package.json"), JSON.stringify({ private: true, type }));
    writeFileSync(join(app, "main.ts"), typedApp(cdk));
    const tsc = join(cwd, "node_modules", compiler, "bin/tsc");
    const modules = ["--module", module, "--moduleResolution", resolution];
    const options = ["--strict", "--target", "es2022", "--types", "node", ...modules, "--outDir", "out"];
    run(["node", tsc, ...options, "main.ts"], app);
    run(["node", "out/main.js"], app);
    log(`TypeScript, module ${module}, resolution ${resolution}, type ${type}: compiled, synthesized`);
  }
  writeFileSync(join(app, "cdktf.json"), '{ "language": "typescript", "app": "node out/main.js" }\n');
  await withSandbox(cwd, manager, (env) => {
    const expectLine = (line, ...args) => {
      const output = run([...manager.exec, "scalr-sandbox", ...args], app, env);
      if (!output.includes(line)) throw new Error(`${args[0]} did not print "${line}":\n${output}`);
    };
    expectLine("Plan: 5 to add, 0 to change, 0 to destroy.", "plan");
    expectLine("Apply complete! Resources: 5 added", "apply", "--auto-approve");
    expectLine("No changes.", "plan", "--detailed-exitcode");
    expectLine("Destroy complete! Resources: 5 destroyed.", "destroy", "--auto-approve");
  });
  log("TypeScript: planned, applied, destroyed");
}

/** Starts a sandbox that keeps nothing; what `use` is given lets the commands find it. */
async function withSandbox(cwd, manager, use) {
  const [command, ...args] = [
    ...manager.exec,
    "scalr-sandbox",
    "up",
    "--memory",
    "--port",
    "0",
    "--no-https",
    "--json",
  ];
  const up = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => up.once("exit", resolve));
  const line = await Promise.race([
    new Promise((resolve) => createInterface({ input: up.stdout }).once("line", resolve)),
    ended.then((code) => Promise.reject(new Error(`up exited with ${code} before it listened`))),
  ]);
  const { url, token, pid } = JSON.parse(line);
  try {
    use({ SCALR_HOSTNAME: url, SCALR_TOKEN: token });
  } finally {
    process.kill(pid, "SIGTERM");
    await ended;
  }
}

function run([command, ...args], cwd, env = {}) {
  const options = { cwd, encoding: "utf8", maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...env } };
  const done = spawnSync(command, args, options);
  if (done.status === 0) return done.stdout;
  throw new Error(`${command} ${args.join(" ")} exited with ${done.status}\n${done.stdout}\n${done.stderr}`);
}

try {
  const [{ filename }] = JSON.parse(
    run(["npm", "pack", "--json", "--ignore-scripts", "--pack-destination", folder], root),
  );
  for (const { name, manager, cdk, tools, checks } of PROJECTS) {
    const cwd = mkdtempSync(join(folder, "project-"));
    writeFileSync(join(cwd, "package.json"), '{"private":true}\n');
    // Where there is one, Yarn does not look for a project above.
    writeFileSync(join(cwd, "yarn.lock"), "");
    run([...manager.add, join(folder, filename), cdk, "constructs", ...tools], cwd);
    for (const other of ["cdktf", "cdktn"])
      if (other !== cdk && existsSync(join(cwd, "node_modules", other)))
        throw new Error(`${name}: ${other} was installed in an app that asks for ${cdk}`);
    for (const check of checks)
      await check({ cwd, manager, cdk, log: (text) => console.log(`${name}: ${text}`) });
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
