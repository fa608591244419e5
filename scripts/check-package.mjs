// Proves that the published package works: packs it, installs the archive into an empty folder elsewhere, and
// there runs `up` and `demo` as a stranger would, with nothing but what the archive and the registry give.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-package-"));

function run(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (done.status !== 0) {
    throw new Error(`${command} ${args.join(" ")} ended with ${done.status}\n${done.stdout}\n${done.stderr}`);
  }
  return done.stdout;
}

/** Every picture that a page of the package shows is in the package. */
function checkPictures(installed) {
  const pages = readdirSync(installed, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".md") && !name.includes("node_modules"),
  );
  for (const page of pages) {
    const text = readFileSync(join(installed, page), "utf8");
    for (const [, picture] of text.matchAll(/!\[[^\]]*\]\(([^):]+)\)/g)) {
      if (!existsSync(join(installed, dirname(page), picture)))
        throw new Error(`${page} shows ${picture}, which the package lacks`);
    }
  }
}

/** Starts `up` on a free port, reads the line it prints once it listens, asks it for its health, and stops it. */
async function checkUp() {
  const up = spawn("npx", ["--no-install", "scalr-sandbox", "up", "--memory", "--port", "0", "--json"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => up.once("exit", resolve));
  try {
    const line = await Promise.race([
      new Promise((resolve) => createInterface({ input: up.stdout }).once("line", resolve)),
      ended.then((code) => Promise.reject(new Error(`up ended with ${code} before it listened`))),
    ]);
    const { url, pid } = JSON.parse(line);
    const health = await fetch(`${url}/api/sandbox/v1/health`);
    if (!health.ok) throw new Error(`${url} answered ${health.status} when asked for its health`);
    const page = await (await fetch(url)).text();
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
    if (!script || !(await fetch(url + script)).ok)
      throw new Error(`the console is not in the package: ${page}`);
    process.kill(pid, "SIGTERM");
  } finally {
    if (up.exitCode === null) await ended;
  }
}

try {
  const [{ filename }] = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], root),
  );
  writeFileSync(join(folder, "package.json"), '{"private":true}\n');
  run("npm", ["install", "--no-audit", "--no-fund", join(folder, filename), "cdktn", "constructs"], folder);
  checkPictures(join(folder, "node_modules/scalr-sandbox"));
  console.log("pictures: every one that a page shows is in the package");
  await checkUp();
  console.log("up: listened, answered, showed the console, stopped");
  const kit =
    'const { startSandbox } = await import("scalr-sandbox/testing"); const sandbox = await startSandbox();' +
    'await sandbox.apply({ files: { "main.tf": "output \\"works\\" {\\n value = true\\n}\\n" } }); await sandbox.close();';
  run("node", ["--input-type=module", "--eval", kit], folder);
  console.log("scalr-sandbox/testing: started a sandbox, applied, closed");
  const plugin = spawnSync("npx", ["--no-install", "terraform-provider-scalr", "--help"], {
    cwd: folder,
    encoding: "utf8",
  });
  if (!plugin.stderr.includes("a plugin for OpenTofu"))
    throw new Error(`the provider said ${plugin.stdout}${plugin.stderr}`);
  console.log("terraform-provider-scalr: said what it is");
  const demo = run("npx", ["--no-install", "scalr-sandbox", "demo", "--json"], folder);
  const result = JSON.parse(demo.trim().split("\n").at(-1));
  if (!result.ok) throw new Error(`the demo reported ${JSON.stringify(result)}`);
  console.log(`demo: ok in ${result.seconds} s, peak ${result.peak.total}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
