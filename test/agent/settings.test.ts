import { describe, expect, it } from "vitest";
import { AGENT_EXIT, agentSettings } from "../../agent/index.js";
import { SETTINGS, type Setting, type SettingName } from "../../agent/settings/settings-table.js";
import agentCommand from "../../cli/commands/agent.js";

const least = { SCALR_URL: "http://127.0.0.1:1", SCALR_AGENT_TOKEN: "t" };

/** For each setting a value that is not its default, and one that will not do where there is one. */
const SAMPLES: Readonly<Record<SettingName, { readonly good: string; readonly bad?: string }>> = {
  url: { good: "http://127.0.0.1:2", bad: "ftp://x" },
  token: { good: "other", bad: "" },
  name: { good: "build-1" },
  concurrency: { good: "2", bad: "6" },
  dataDir: { good: "/data" },
  cacheDir: { good: "/cache" },
  executor: { good: "tofu" },
  opa: { good: "/opt/opa" },
  skipPolicies: { good: "1" },
  policyTimeout: { good: "7", bad: "soon" },
  checkov: { good: "/opt/checkov" },
  infracost: { good: "/opt/infracost" },
  scanTimeout: { good: "7", bad: "soon" },
  taskUsers: { good: "60001", bad: "root" },
  driver: { good: "local", bad: "docker" },
  caCert: { good: "-----BEGIN CERTIFICATE-----", bad: "/nowhere.pem" },
  logFormat: { good: "json", bad: "xml" },
  debug: { good: "1" },
  onStop: { good: "grace-shutdown", bad: "explode" },
  drainTimeout: { good: "7", bad: "soon" },
  graceTimeout: { good: "7", bad: "-1" },
  singleTask: { good: "true" },
  singleTaskWait: { good: "7", bad: "1.5" },
  vcsInterval: { good: "7", bad: "x" },
  relayDir: { good: "/relay" },
  vcsFileRoot: { good: "/repositories" },
};

const all = Object.entries<Setting>(SETTINGS) as [SettingName, Setting][];

describe("each setting of an agent", () => {
  it.each(all.filter(([name]) => name !== "driver" && (name !== "taskUsers" || process.getuid?.() === 0)))(
    "%s is read from its variable",
    (name, { variable }) => {
      const base = { ...least, ...(name === "singleTaskWait" && { SCALR_AGENT_SINGLE_TASK: "1" }) };
      const [before, after] = [base, { ...base, [variable]: SAMPLES[name].good }].map((env) => {
        const { name: random, ...rest } = agentSettings(env);
        return { ...rest, name: env === base ? "" : random };
      });
      expect({ ...after, name: name === "name" ? after!.name : "" }).not.toEqual(before);
    },
  );

  const refusable = all.filter(([name]) => SAMPLES[name].bad !== undefined);
  it.each(refusable)("%s is refused by name when its value will not do", (name, { variable }) => {
    const env = {
      ...least,
      SCALR_AGENT_SINGLE_TASK: name === "concurrency" ? "" : "1",
      [variable]: SAMPLES[name].bad,
    };
    expect(() => agentSettings(env)).toThrow(variable);
  });

  it.each(all)("%s has a flag, which names the variable", (name, { variable, flagOfAll }) => {
    if (flagOfAll) return expect(variable).toBe("SCALR_AGENT_DEBUG");
    expect(agentCommand.options).toHaveProperty([name, "env"], variable);
  });
});

it("no two ends of an agent share an exit code", () => {
  const codes = Object.values(AGENT_EXIT).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});
