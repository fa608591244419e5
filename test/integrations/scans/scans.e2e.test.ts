import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { wordsOf } from "../../../simulator/integrations/scans/scan-rules.js";
import { Gate, gone, logOf, reached, workshop, workspaceWith } from "../../agent/workshop.js";
import { type Resource, unique } from "../../api/support.js";
import { temporaryFolder } from "../../support/process.js";
import { useSandbox } from "../../support/sandbox.js";

const box = useSandbox({ clock: "real" });

/** Programs that stand for the real ones, which need Python and a paid service: they note their arguments and answer in the same form. */
function programs({ checkov = "exit 0", infracost = "exit 0" }: { checkov?: string; infracost?: string }) {
  const folder = temporaryFolder("scanners-");
  const write = (name: string, body: string) => {
    const path = join(folder, name);
    const seen = join(folder, `${name}.seen`);
    writeFileSync(path, `#!/bin/sh\n{ printf '%s\\n' "$@"; env; } > '${seen}'\n${body}\n`);
    chmodSync(path, 0o755);
    return { path, seen: () => (existsSync(seen) ? readFileSync(seen, "utf8") : null) };
  };
  return { checkov: write("checkov", checkov), infracost: write("infracost", infracost) };
}

const ESTIMATE = {
  currency: "USD",
  pastTotalMonthlyCost: "10",
  totalMonthlyCost: "12.5",
  diffTotalMonthlyCost: "2.5",
  summary: { totalDetectedResources: 3, totalSupportedResources: 2, totalUnsupportedResources: 1 },
};

const PATHS = {
  "checkov-integrations": "integrations/checkov",
  "infracost-integration": "integrations/infracost",
} as const;

/** Changes an integration with Checkov. */
async function change(id: string, attributes: object, relationships: object): Promise<void> {
  const data = { type: "checkov-integrations", id, attributes, relationships };
  const { status, body } = await box.sandbox.send("PATCH", `${PATHS["checkov-integrations"]}/${id}`, {
    data,
  });
  expect(status, JSON.stringify(body)).toBe(200);
}

/** An agent with those programs, and an environment of its own. */
async function lab(
  tools: ReturnType<typeof programs> | null,
  settings: Readonly<Record<string, string>> = {},
) {
  const where = await workshop(box.sandbox, {
    SCALR_AGENT_CHECKOV: tools?.checkov.path ?? "/nowhere/checkov",
    SCALR_AGENT_INFRACOST: tools?.infracost.path ?? "/nowhere/infracost",
    ...settings,
  });
  const run = async (configuration = 'resource "terraform_data" "a" { input = "made" }') => {
    const workspace = await workspaceWith(box.sandbox, where, configuration, {
      "auto-apply": false,
    });
    const made = await box.sandbox.run(workspace);
    const end = await reached(box.sandbox, made, "planned", "planned_and_finished", "errored");
    return { made, end, log: await logOf(box.sandbox, made, "plan") };
  };
  const integrate = async (type: keyof typeof PATHS, attributes: object) => {
    const relationships = { environments: { data: [{ type: "environments", id: where.environment }] } };
    const data = { type, attributes: { name: unique("scan"), ...attributes }, relationships };
    const { status, body } = await box.sandbox.send("POST", PATHS[type], { data });
    expect(status, JSON.stringify(body)).toBe(201);
    return body.data as Resource;
  };
  return { where, run, integrate };
}

describe("Checkov", () => {
  it("scans the configuration before init, with the words of the integration and none of the run's secrets", async () => {
    const tools = programs({ checkov: "echo 'Passed checks: 3'" });
    const { run, integrate, where } = await lab(tools);
    await integrate("checkov-integrations", { "cli-args": "--quiet --skip-check 'A B'" });
    await box.sandbox.create(
      "vars",
      { key: "SECRET", value: "marked-secret", category: "shell", sensitive: true },
      { environment: where.environment },
    );
    const { end, log } = await run();
    expect(end).toMatchObject({ status: "planned" });
    expect(log).toContain("Passed checks: 3");
    expect(log.indexOf("Passed checks: 3")).toBeLessThan(log.indexOf("terraform_data.a"));
    const seen = tools.checkov.seen()!;
    expect(seen).toMatch(/^--directory\n\/.*\n--quiet\n--skip-check\nA B\n/);
    expect(seen).not.toContain("marked-secret");
  });

  it("ends the run when it finds something, and says which integration that was", async () => {
    const tools = programs({ checkov: "echo 'CKV_1: FAILED'; exit 1" });
    const { run, integrate } = await lab(tools);
    const { id, attributes } = await integrate("checkov-integrations", {});
    const { end, log } = await run();
    expect(end).toMatchObject({
      status: "errored",
      errorMessage: `Checkov integration '${attributes.name}' (${id}) failed the run: exit code 1. What it found is in the log.`,
    });
    expect(log).toContain("CKV_1: FAILED");
  });

  it("is not asked in another environment, nor when it is disabled", async () => {
    const tools = programs({ checkov: "exit 1" });
    const { run, integrate } = await lab(tools);
    const elsewhere = await box.sandbox.environment(unique("other"));
    const integration = await integrate("checkov-integrations", {});
    await change(
      integration.id,
      {},
      { environments: { data: [{ type: "environments", id: elsewhere.id }] } },
    );
    expect((await run()).end).toMatchObject({ status: "planned" });
    await integrate("checkov-integrations", { status: "disabled" });
    expect((await run()).end).toMatchObject({ status: "planned" });
    expect(tools.checkov.seen()).toBeNull();
  });

  it("is refused with a sentence where the agent has no such program", async () => {
    const { run, integrate } = await lab(null);
    const { id } = await integrate("checkov-integrations", {});
    const { end } = await run();
    expect(end!.status).toBe("errored");
    expect(end!.errorMessage).toMatch(
      new RegExp(
        `^Checkov integration '.*' \\(${id}\\) needs a program that agent 'agent-\\d+' does not have: '/nowhere/checkov' was not ` +
          "found. Put it on the agent's PATH, or name it with SCALR_AGENT_CHECKOV.$",
      ),
    );
  });

  it.each([
    [
      "hangs, with what it has started",
      "sleep 600 & sleep 600",
      "it took longer than 2 seconds (SCALR_AGENT_SCAN_TIMEOUT)",
    ],
    ["prints endlessly", "yes", "it printed more than 32 MiB"],
  ])("ends the run when it %s, and delays no other", async (_, checkov, how) => {
    const tools = programs({ checkov });
    const { run, integrate, where } = await lab(tools, { SCALR_AGENT_SCAN_TIMEOUT: "2" });
    const { id, attributes } = await integrate("checkov-integrations", {});
    const elsewhere = await box.sandbox.environment(unique("other"));
    const stuck = run();
    const free = await workspaceWith(box.sandbox, { ...where, environment: elsewhere.id }, "");
    expect(await reached(box.sandbox, await box.sandbox.run(free))).toMatchObject({
      status: "planned_and_finished",
    });
    expect((await stuck).end).toMatchObject({
      status: "errored",
      errorMessage: `Checkov integration '${attributes.name}' (${id}) failed the run: ${how}. What it found is in the log.`,
    });
  });

  it("is not waited for by what it leaves in the background, which ends with the task", async () => {
    const folder = temporaryFolder("scanner-left-");
    const pid = join(folder, "pid");
    const tools = programs({ checkov: `sleep 600 & echo $! > ${pid}; echo 'Passed checks: 1'` });
    const { run, integrate } = await lab(tools);
    await integrate("checkov-integrations", {});
    const { end, log } = await run();
    expect(end).toMatchObject({ status: "planned" });
    expect(log).toContain("Passed checks: 1");
    const left = Number(readFileSync(pid, "utf8"));
    await expect.poll(() => gone(left)).toBe(true);
  });

  it("ends with the run when that is canceled", async () => {
    const begun = join(temporaryFolder("scanner-begun-"), "begun");
    const tools = programs({ checkov: `touch ${begun}; sleep 600` });
    const { integrate, where } = await lab(tools);
    await integrate("checkov-integrations", {});
    const workspace = await workspaceWith(box.sandbox, where, "");
    const made = await box.sandbox.run(workspace);
    await new Gate().until(() => existsSync(begun));
    expect((await box.sandbox.send("POST", `runs/${made.id}/actions/cancel`)).status).toBe(200);
    expect(await reached(box.sandbox, made)).toMatchObject({ status: "canceled" });
  });
});

describe("Infracost", () => {
  const costsOf = async (run: { readonly id: string }) => {
    const read = await box.sandbox.read("runs", run.id);
    const link = read.relationships["cost-estimate"]?.data;
    return link ? (await box.sandbox.read("cost-estimates", link.id)).attributes : null;
  };

  it("estimates what a plan costs, from its JSON and with the integration's key, which no log shows", async () => {
    const tools = programs({
      infracost: `echo "key $INFRACOST_API_KEY" >&2; grep -q terraform_data "$3" || exit 9; echo '${JSON.stringify(ESTIMATE)}'`,
    });
    const { run, integrate } = await lab(tools);
    await integrate("infracost-integration", { "api-key": "ico-marked-secret" });
    const { made, end, log } = await run();
    expect(end).toMatchObject({ status: "planned" });
    expect(await costsOf(made)).toMatchObject({
      status: "finished",
      "prior-monthly-cost": "10",
      "proposed-monthly-cost": "12.5",
      "delta-monthly-cost": "2.5",
      "resources-count": 3,
      "matched-resources-count": 2,
      "unmatched-resources-count": 1,
      "error-message": null,
    });
    expect(log).toContain("Costs a month: $12.5, now $10 (change: $2.5).");
    expect(log).toContain("key ***");
    expect(log).not.toContain("ico-marked-secret");
    expect(tools.infracost.seen()).toContain("INFRACOST_API_KEY=ico-marked-secret");
  });

  it("keeps 15 decimals of an amount that has more", async () => {
    const printed = {
      ...ESTIMATE,
      totalMonthlyCost: "12.12345678901234567891",
      diffTotalMonthlyCost: "-0.5",
    };
    const { run, integrate } = await lab(programs({ infracost: `echo '${JSON.stringify(printed)}'` }));
    await integrate("infracost-integration", { "api-key": "ico-key" });
    const { made, end } = await run();
    expect(end).toMatchObject({ status: "planned" });
    expect(await costsOf(made)).toMatchObject({
      status: "finished",
      "proposed-monthly-cost": "12.123456789012345",
      "delta-monthly-cost": "-0.5",
    });
  });

  it.each([
    ["fails", "echo 'no pricing' >&2; exit 1", "Infracost failed: exit code 1. What it said is in the log."],
    ["prints no JSON", "echo hello", "Infracost printed no JSON."],
    ["prints endlessly", "yes", "Infracost failed: it printed more than 32 MiB. What it said is in the log."],
  ])("leaves the run alone when it %s, and the estimate says why", async (_, infracost, message) => {
    const { run, integrate } = await lab(programs({ infracost }));
    await integrate("infracost-integration", { "api-key": "ico-key" });
    const { made, end } = await run();
    expect(end).toMatchObject({ status: "planned" });
    expect(await costsOf(made)).toMatchObject({ status: "errored", "error-message": message });
  });

  it("is refused with a sentence where the agent has no such program", async () => {
    const { run, integrate } = await lab(null);
    await integrate("infracost-integration", { "api-key": "ico-key" });
    expect((await run()).end!.errorMessage).toMatch(
      /'\/nowhere\/infracost' was not found.*SCALR_AGENT_INFRACOST/,
    );
  });
});

it.each([
  ["", []],
  ["--quiet  --compact", ["--quiet", "--compact"]],
  [`--a='b c' "d \\" e" f\\ g`, ["--a=b c", 'd " e', "f g"]],
])("splits %j into the words of a command line", (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});
