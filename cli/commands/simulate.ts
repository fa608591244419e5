import { connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";

export default command({
  name: "simulate",
  summary: "Find out how long runs wait with other agents, slots or quotas, without executing anything",
  details:
    "Replays a workload on the sandbox's own dispatcher, with a virtual clock and simulated agents: hours take " +
    "seconds, and all rules apply. A trace is a CSV file with the header at,workspace,plan_seconds,apply_seconds and " +
    "optionally dry, confirm_seconds, environment and pool. A design says how many agents each pool has; a range is " +
    "one design per value. With --json, the last line is one JSON object. Ctrl-C prints the results so far.",
  options: {
    trace: { type: "string", describe: "CSV file of runs; one that ends in .gz is unpacked" },
    rate: {
      type: "string",
      describe:
        'Instead of a trace: runs in an hour that arrive at random, such as 120 or "mon-fri 08:00-18:00: 120, else 10"',
    },
    from: {
      type: "string",
      describe:
        "Instead of a trace: the runs that an account has executed, with its pools and links: `sandbox` for the one that other commands talk to, or a host such as example.scalr.io, with SCALR_TOKEN",
    },
    days: {
      type: "number",
      default: 7,
      describe: "With --rate: how many days, from a Monday. With --from: runs of so many last days",
    },
    workspaces: {
      type: "number",
      default: 100,
      describe: "With --rate: workspaces that the runs are spread over",
    },
    plan: {
      type: "string",
      default: "lognormal:40s:0.8",
      describe:
        "With --rate: how long plans take, such as 60s, exponential:60s (mean) or lognormal:40s:0.8 (median, sigma)",
    },
    apply: { type: "string", default: "lognormal:60s:0.8", describe: "With --rate: how long applies take" },
    confirm: {
      type: "string",
      describe: "With --rate: how long planned runs wait to be confirmed (default: they apply by themselves)",
    },
    dry: { type: "number", default: 0, describe: "With --rate: percentage of dry runs" },
    seed: { type: "number", default: 1, describe: "With --rate: the same seed gives the same runs" },
    world: {
      type: "string",
      describe: "World file to start from, with environments, workspaces, pools and links",
    },
    agents: {
      type: "string",
      repeatable: true,
      describe:
        'Agents of a pool: private=3, private=2..8, "private=08:00-18:00: 6, else 1" (UTC), lambda=serverless:30s',
    },
    slots: {
      type: "string",
      repeatable: true,
      describe: "Runs that an agent executes at once, 1 to 5: 3, 1..5, or private=3 (default: 5)",
    },
    quota: { type: "string", describe: "Runs that the Scalr runners execute at once: 5, or 5..10" },
    leave: {
      type: "string",
      choices: ["drain", "stop"],
      default: "drain",
      describe: "What agents do when the schedule removes them: finish their runs (drain), or stop at once",
    },
    target: {
      type: "string",
      describe: 'Target, such as "95% within 30s"; the report says which designs meet it',
    },
    price: { type: "number", describe: "Price of an agent for an hour, for the cost of each design" },
    ...connectionOptions,
    csv: { type: "string", describe: "File to write a table of all designs and pools to" },
    html: { type: "string", describe: "File to write a report with charts to, for a browser" },
    waits: { type: "string", describe: "CSV file to write the wait of every plan and apply to" },
  },
  examples: [
    ["--trace trace.csv --agents private=1..4", "How long runs would wait with one to four agents"],
    ['--trace trace.csv --agents private=1..8 --target "95% within 30s"', "How many agents that needs"],
    [
      '--rate "mon-fri 08:00-18:00: 120, else 10" --agents private=1..8 --html report.html',
      "A week that is made up, as charts",
    ],
    ["--from sandbox --agents private=1..4", "The last week of the sandbox, with one to four agents"],
    ["--trace trace.csv --agents build=1 --json", "The figures, for programs"],
  ],
  async run(args, context) {
    const { runSimulation } = await import("../fleet/simulate.js");
    return runSimulation(args, context);
  },
});
