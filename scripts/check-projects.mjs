// Proves that the package works under other test runners: packs the project, installs the archive in an empty folder, and there lets each
// runner synthesize a pool and apply it to a sandbox, as CommonJS and as ES modules.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-projects-"));

const NAMES = {
  "{ App, TerraformStack }": "cdktf",
  "{ AgentPool, ScalrProvider }": "scalr-sandbox",
  "{ startSandbox }": "scalr-sandbox/testing",
};
const importing = (line) =>
  Object.entries(NAMES)
    .map(([names, from]) => line(names, from))
    .join("\n");

const TEST = `
test("applies a pool", async () => {
  const app = new App();
  const stack = new TerraformStack(app, "pools");
  new ScalrProvider(stack, "scalr");
  new AgentPool(stack, "private", { name: "private" });
  const sandbox = await startSandbox();
  try {
    await sandbox.apply(app);
    if ((await sandbox.plan(app)).length > 0) throw new Error("the plan after the apply has changes");
  } finally {
    await sandbox.close();
  }
}, 60_000);
`;

const FILES = {
  "pool.test.cjs": importing((names, from) => `const ${names} = require("${from}");`) + TEST,
  "pool.test.mjs": importing((names, from) => `import ${names} from "${from}";`) + TEST,
};

const JEST = ["npx", "--no-install", "jest", "--runTestsByPath"];
const RUNNERS = [
  { name: "jest-29", install: ["jest@29"], command: JEST },
  { name: "jest-30", install: ["jest@30"], command: JEST },
  { name: "node-test", install: [], command: ["node", "--require", "./globals.cjs"] },
  {
    name: "vitest",
    install: ["vitest"],
    command: ["npx", "--no-install", "vitest", "run", "--globals"],
    tests: ["pool.test.mjs"],
  },
];

function run(command, args, cwd, env = {}) {
  const done = spawnSync(command, args, { cwd, encoding: "utf8", env: { ...process.env, ...env } });
  if (done.status !== 0)
    throw new Error(
      `${command} ${args.join(" ")} exited with ${done.status}\n${done.stdout}\n${done.stderr}`,
    );
  return done.stdout;
}

try {
  const [{ filename }] = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], root),
  );
  for (const { name, install, command, tests = Object.keys(FILES) } of RUNNERS) {
    const cwd = join(folder, name);
    mkdirSync(cwd);
    const jest = { testMatch: ["**/*.test.[cm]js"], transform: {} };
    writeFileSync(join(cwd, "package.json"), JSON.stringify({ private: true, jest }));
    const packages = [join(folder, filename), "cdktf", "constructs", ...install];
    run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...packages], cwd);
    writeFileSync(join(cwd, "globals.cjs"), 'globalThis.test = require("node:test").test;');
    for (const test of tests) {
      writeFileSync(join(cwd, test), FILES[test]);
      // Jest reads ES modules with this option only.
      const options =
        name.startsWith("jest") && test.endsWith(".mjs") ? { NODE_OPTIONS: "--experimental-vm-modules" } : {};
      run(command[0], [...command.slice(1), test], cwd, options);
      console.log(`${name}, ${test}: synthesized, applied, planned`);
    }
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
