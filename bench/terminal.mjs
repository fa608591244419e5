// How long `tofu plan` and `tofu apply` take in a terminal when an agent of the sandbox executes them, beside the same commands executed
// locally. What the sandbox and the agent take is told apart from what the program does by itself, most of which is waiting between polls.
// `npm run bench:terminal -- --help` says what can be chosen.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { machine } from "./apply/report.mjs";
import { median } from "./shared/figures.mjs";
import { run, startSimulator } from "./shared/processes.mjs";
import { findTofu } from "./shared/tofu.mjs";

const HELP = `npm run bench:terminal -- [--runs 5] [--json results.json]

Needs OpenTofu: SCALR_SANDBOX_TOFU names the program, else tofu is looked for in PATH.`;

const CONFIGURATION = 'resource "terraform_data" "a" {\n  input = "a"\n}\n';

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "5" }, json: { type: "string" }, help: { type: "boolean" } },
});

if (options.help) console.log(HELP);
else
  await bench(Number(options.runs)).catch((error) => {
    console.error(`The benchmark was not finished: ${error.message}`);
    process.exitCode = 1;
  });

/** What a phase took from when it was asked for to its end, in milliseconds, by the times at which the run reached its statuses. */
function served({ "status-timestamps": at }) {
  const between = (from, to) => (at[from] && at[to] ? Date.parse(at[to]) - Date.parse(at[from]) : 0);
  const planned = between("pending-at", at["planned-at"] ? "planned-at" : "planned-and-finished-at");
  return planned + between("confirmed-at", "applied-at");
}

async function bench(runs) {
  const tofu = findTofu();
  if (tofu === null) throw new Error("there is no tofu (SCALR_SANDBOX_TOFU, or tofu in PATH)");
  const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-bench-"));
  const simulator = await startSimulator(["--https-port", "0"]);
  const get = async (path, body) => {
    const headers = {
      Authorization: `Bearer ${simulator.token}`,
      "Content-Type": "application/vnd.api+json",
    };
    const method = body === undefined ? "GET" : "POST";
    const response = await fetch(simulator.url + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  try {
    await get("/api/iacp/v3/environments", { data: { type: "environments", attributes: { name: "bench" } } });
    const { host } = new URL(simulator.httpsUrl);
    writeFileSync(join(folder, "ca.pem"), (await get("/api/sandbox/v1/https")).ca);
    writeFileSync(join(folder, "cli.tfrc"), `credentials "${host}" {\n  token = "${simulator.token}"\n}\n`);
    const env = {
      SSL_CERT_FILE: join(folder, "ca.pem"),
      TF_CLI_CONFIG_FILE: join(folder, "cli.tfrc"),
      CHECKPOINT_DISABLE: "1",
    };
    const measurements = [];
    for (let round = 0; round <= runs; round++) {
      for (const where of ["local", "sandbox"]) {
        const cwd = join(folder, `${where}-${round}`);
        mkdirSync(cwd);
        const backend = `terraform {\n  backend "remote" {\n    hostname     = "${host}"\n    organization = "bench"\n    workspaces { name = "w${round}" }\n  }\n}\n`;
        writeFileSync(join(cwd, "main.tf"), (where === "local" ? "" : backend) + CONFIGURATION);
        await run(tofu, ["init"], { cwd, env });
        for (const [step, args] of [
          ["plan", ["plan"]],
          ["apply", ["apply", "-auto-approve"]],
        ]) {
          const { text, milliseconds } = await run(tofu, args, { cwd, env });
          const id = /\/runs\/(run-\w+)/.exec(text)?.[1];
          const inRun = id === undefined ? 0 : served((await get(`/api/iacp/v3/runs/${id}`)).data.attributes);
          // The first round warms up.
          if (round > 0) measurements.push({ step, where, milliseconds, inRun });
        }
      }
    }
    report(measurements, tofu);
    if (options.json !== undefined) {
      const file = resolve(options.json);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify({ machine: machine(tofu), measurements }, null, 2)}\n`);
    }
  } finally {
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(measurements, tofu) {
  console.log(
    Object.entries(machine(tofu))
      .map(([name, value]) => `${name}: ${value ?? "none"}`)
      .join(" · "),
  );
  console.log(
    "\nMilliseconds, median\n\n| command | locally | in the sandbox | of that: sandbox and agent | of that: the program itself |\n|---|---|---|---|---|",
  );
  for (const step of ["plan", "apply"]) {
    const of = (where, field) =>
      Math.round(median(measurements.filter((one) => one.step === step && one.where === where).map(field)));
    const total = of("sandbox", ({ milliseconds }) => milliseconds);
    const inRun = of("sandbox", (one) => one.inRun);
    console.log(
      `| ${step} | ${of("local", ({ milliseconds }) => milliseconds)} | ${total} | ${inRun} | ${total - inRun} |`,
    );
  }
}
