// Runs one of the long tests at a length of its own choosing: `npm run crash -- --rounds 200 --seed 7`. They are the same tests that
// `npm test` and `npm run test:e2e` run in short.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** By command: what it runs, and which environment variables its flags become, with what they are when absent. */
const COMMANDS = {
  crash: {
    file: "test/crash/crash.e2e.test.ts",
    flags: { rounds: ["CRASH_ROUNDS", "200"], seed: ["CRASH_SEED"] },
  },
  fuzz: {
    file: "test/fuzz/fuzz.test.ts",
    flags: { cases: ["FUZZ_CASES", "50000"], seed: ["FUZZ_SEED"], only: ["FUZZ_ONLY"] },
  },
  model: {
    file: "test/model/model.test.ts",
    flags: { runs: ["MODEL_RUNS", "100"], seed: ["MODEL_SEED"] },
  },
  soak: {
    file: "test/soak/soak.e2e.test.ts",
    flags: { minutes: ["SOAK_MINUTES", "60"], runs: ["SOAK_RUNS", "30"] },
  },
};

const [name, ...args] = process.argv.slice(2);
const command = COMMANDS[name];
const help = `npm run ${name} -- ${Object.keys(command.flags)
  .map((flag) => `[--${flag} ${flag === "only" ? "KIND" : "N"}]`)
  .join(" ")}`;

function fail(message) {
  console.error(`${message}\n${help}`);
  process.exit(2);
}

function parse() {
  const options = Object.fromEntries(Object.keys(command.flags).map((flag) => [flag, { type: "string" }]));
  try {
    return parseArgs({ args, options: { ...options, help: { type: "boolean" } } }).values;
  } catch (error) {
    return fail(error.message);
  }
}

const isNumber = (flag, value) => /^\d{1,9}$/.test(value) && (value !== "0" || flag === "seed");

const values = parse();
if (values.help) console.log(help);
else {
  const env = { ...process.env };
  for (const [flag, [variable, otherwise]] of Object.entries(command.flags)) {
    const value = values[flag] ?? otherwise;
    if (value === undefined) continue;
    if (flag !== "only" && !isNumber(flag, value))
      fail(`--${flag}: "${value}" is not a whole number from ${flag === "seed" ? 0 : 1} up.`);
    env[variable] = value;
  }
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const how = ["run", command.file, "--disable-console-intercept", "--reporter=verbose"];
  const child = spawn(process.execPath, [vitest, ...how], { cwd: root, env, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("close", (code) => {
    process.exitCode = code ?? 1;
  });
}
