// Proves that the package works under other test runners: packs the project, installs the archive in an empty folder, and there lets each
// version of Jest synthesize a pool and apply it to a sandbox, as CommonJS and as ES modules.
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
    expect(await sandbox.plan(app)).toHaveLength(0);
  } finally {
    await sandbox.close();
  }
}, 60_000);
`;

const FILES = {
  "pool.test.cjs": importing((names, from) => `const ${names} = require("${from}");`) + TEST,
  "pool.test.mjs": importing((names, from) => `import ${names} from "${from}";`) + TEST,
};

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
  for (const version of ["29", "30"]) {
    const cwd = join(folder, `jest-${version}`);
    mkdirSync(cwd);
    const jest = { testMatch: ["**/*.test.[cm]js"], transform: {} };
    writeFileSync(join(cwd, "package.json"), JSON.stringify({ private: true, jest }));
    const packages = [join(folder, filename), "cdktf", "constructs", `jest@${version}`];
    run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...packages], cwd);
    for (const [name, text] of Object.entries(FILES)) {
      writeFileSync(join(cwd, name), text);
      const options = name.endsWith(".mjs") ? { NODE_OPTIONS: "--experimental-vm-modules" } : {};
      run("npx", ["--no-install", "jest", "--runTestsByPath", name], cwd, options);
      console.log(`Jest ${version}, ${name}: synthesized, applied, planned`);
    }
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
