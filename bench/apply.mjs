// How long the embedded engine and tofu take to apply, refresh and destroy the same resources against the same simulator, in turns.
// `npm run bench:apply -- --help` says what can be chosen.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { configuration } from "./apply/configuration.mjs";
import { engineAsCommand, engineInProcess, tofu } from "./apply/contenders.mjs";
import { AIMS, machine, summarise, table, verdicts } from "./apply/report.mjs";
import { factsLine } from "./shared/figures.mjs";
import { startSimulator } from "./shared/processes.mjs";
import { findTofu } from "./shared/tofu.mjs";

const HELP = `npm run bench:apply -- [--sizes 10,100,1000] [--runs 5] [--json results.json]

Needs OpenTofu to compare with: SCALR_SANDBOX_TOFU names the program, else tofu is looked for in PATH. Without it, the
engine is measured alone.`;

const STEPS = ["apply", "refresh", "destroy"];

const { values: options } = parseArgs({
  options: {
    sizes: { type: "string", default: "10,100,1000" },
    runs: { type: "string", default: "5" },
    json: { type: "string" },
    help: { type: "boolean" },
  },
});

const whole = (flag, text) => {
  if (/^[1-9]\d{0,5}$/.test(text.trim())) return Number(text);
  console.error(`--${flag}: "${text}" is not a whole number from 1 up.`);
  process.exit(2);
};

if (options.help) console.log(HELP);
else {
  const sizes = options.sizes.split(",").map((size) => whole("sizes", size));
  await bench(sizes, whole("runs", options.runs)).catch((error) => {
    console.error(`The benchmark was not finished: ${error.message}`);
    process.exitCode = 1;
  });
}

async function bench(sizes, runs) {
  const program = findTofu();
  const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-bench-"));
  const simulator = await startSimulator();
  try {
    const contenders = [await engineInProcess(simulator), await engineAsCommand(simulator)];
    if (program !== null) contenders.push(await tofu(simulator, program));
    const baseline = "tofu, this provider";
    const measurements = [];
    for (const size of sizes) measurements.push(...(await measure(contenders, folder, size, runs)));
    const rows = summarise(measurements, { baseline });
    const facts = machine(program);
    console.log(`\n${factsLine(facts)}\n`);
    console.log(table(rows, baseline));
    const judged = verdicts(rows);
    console.log(
      `\nThe aims: the embedded engine at least ${AIMS.apply} times as fast as tofu in an apply, ${AIMS.refresh} times in a refresh.`,
    );
    for (const one of judged) {
      console.log(
        `${one.reached ? "reached " : "missed  "} ${one.timesFaster.toFixed(1)} times: ${one.contender}, ${one.step}, ${one.size} resources`,
      );
    }
    if (program === null) console.log("Not judged: there is no tofu (SCALR_SANDBOX_TOFU, or tofu in PATH).");
    if (options.json !== undefined) {
      const file = resolve(options.json);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify({ machine: facts, aims: AIMS, rows, measurements }, null, 2)}\n`);
      console.log(`\nWritten to ${file}`);
    }
  } finally {
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rounds of all contenders, each round beginning with another one; what is made is destroyed before the next one's turn. */
async function measure(contenders, folder, size, runs) {
  const measurements = [];
  const dirs = new Map();
  for (const [at, contender] of contenders.entries()) {
    const dir = join(folder, `${size}-${at}`);
    mkdirSync(dir);
    writeFileSync(join(dir, "main.tf"), configuration(size, "bench"));
    await contender.prepare(dir);
    dirs.set(contender, dir);
  }
  for (let round = 0; round < runs; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const contender = contenders[(round + turn) % contenders.length];
      for (const step of STEPS) {
        const milliseconds = await contender[step](dirs.get(contender));
        measurements.push({ contender: contender.name, size, step, round, milliseconds });
      }
    }
    console.error(`${size} resources: round ${round + 1} of ${runs}`);
  }
  return measurements;
}
