// Runs the fast part of the suite on each Node that the project supports, and shows that an older one gets a sentence and no stack trace. Each Node
// comes from npm (`node-<platform>-<arch>`) into a temporary folder. `node scripts/test-on-nodes.mjs 24` runs one of them; `-- <arguments of vitest>` replaces
// what is run.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const root = join(import.meta.dirname, "..");
const SUPPORTED = ["20.19", "22", "24", "26"];
const TOO_OLD = "18";
/** Rules, the store, the engine, the API and real agents: what differs between Nodes shows there, and it takes a minute. */
const FAST = [
  "test/core",
  "test/pools",
  "test/access",
  "test/store",
  "test/engine/values",
  "test/engine/changes.test.ts",
  "test/engine/lifecycle.test.ts",
  "test/cli/help.e2e.test.ts",
  "test/cli/up.e2e.test.ts",
  "test/agent/runs.test.ts",
  "test/agent/task-processes.test.ts",
];

const given = process.argv.slice(2);
const split = given.includes("--") ? given.indexOf("--") : given.length;
const versions = split > 0 ? given.slice(0, split) : SUPPORTED;
const what = given.slice(split + 1).length > 0 ? given.slice(split + 1) : FAST;
const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-nodes-"));
// Tests with a second user start these Nodes as that user.
chmodSync(folder, 0o755);

function run(command, args, options = {}) {
  return spawnSync(command, args, { encoding: "utf8", maxBuffer: 256 * 1024 * 1024, ...options });
}

/** The folder of a Node of the version. */
function install(version) {
  const place = join(folder, version);
  mkdirSync(place);
  writeFileSync(join(place, "package.json"), '{"private":true}\n');
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const done = run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`], {
    cwd: place,
  });
  if (done.status !== 0) throw new Error(`npm does not install ${name}@${version}:\n${done.stderr}`);
  return join(place, "node_modules", name, "bin");
}

function testOn(version) {
  const bin = install(version);
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
  const node = join(bin, "node");
  const exact = run(node, ["--version"]).stdout.trim();
  const report = join(folder, `${version}.json`);
  const args = [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    ...what,
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const done = run(node, args, { cwd: root, env });
  const counted = run(node, [
    "-p",
    `const r=JSON.parse(require("fs").readFileSync(${JSON.stringify(report)},"utf8")); r.numPassedTests+" passed, "+r.numFailedTests+" failed"`,
  ]);
  console.log(`Node ${exact}: ${counted.stdout.trim() || "no test ran"}`);
  if (done.status !== 0) console.log(`${done.stdout}\n${done.stderr}`);
  return done.status === 0;
}

/** A Node that is too old is told which one is needed. */
function refuses() {
  const node = join(install(TOO_OLD), "node");
  const { status, stderr } = run(node, [join(root, "bin/scalr-sandbox.mjs"), "--version"]);
  const good =
    status === 1 &&
    /^Error: scalr-sandbox needs Node [\d.]+ or newer; this is Node 18\./.test(stderr) &&
    !/\n\s+at /.test(stderr);
  console.log(
    `Node ${TOO_OLD}: ${good ? "is told which Node is needed" : `exited with ${status}:\n${stderr}`}`,
  );
  return good;
}

try {
  const results = versions.map(testOn);
  if (versions === SUPPORTED) results.push(refuses());
  process.exitCode = results.every(Boolean) ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
