import { expect, it } from "vitest";
import type { CheckedPolicy, PolicyCheck, RunStatus } from "../../../simulator/core/entities.js";
import {
  checkTransition,
  eventOf,
  FAILURES,
  failureText,
  outputOf,
  POLICY_CHECK_TRANSITIONS,
  type PolicyCheckEvent,
  shownStatus,
} from "../../../simulator/integrations/policies/check-rules.js";
import { readPolicyFile } from "../../../simulator/integrations/policies/source/policy-file-rules.js";
import { foldersOf, foundIn, isWanted } from "../../../simulator/integrations/policies/source/repository.js";

const FILE = `# What holds here.
version = "v1"

policy "names" { // in one line
  enabled = false enforcement_level = "advisory"
}
/* Two
   lines */
policy "sizes-2" {
  enforcement_level = "hard-mandatory"
}
`;

it("reads the policies of a file, which are enabled unless it says otherwise", () => {
  expect(readPolicyFile(FILE)).toEqual([
    { name: "names", enabled: false, level: "advisory" },
    { name: "sizes-2", enabled: true, level: "hard-mandatory" },
  ]);
});

it("reads whatever else a file may have", () => {
  const levels = ["hard-mandatory", "soft-mandatory", "advisory"] as const;
  const blocks = levels.map((level) => `policy "${level}" { enforcement_level = "${level}" }`);
  expect(readPolicyFile(`\uFEFFversion="v1"\n${blocks.join("\n")}`)).toEqual(
    levels.map((level) => ({ name: level, enabled: true, level })),
  );
  expect(
    readPolicyFile('policy "a" { enabled = true enforcement_level = "advisory" }\nversion = "v1"'),
  ).toEqual([{ name: "a", enabled: true, level: "advisory" }]);
});

it("takes a hundred policies and no more", () => {
  const many = (count: number) =>
    readPolicyFile(
      `version = "v1"\n${Array.from({ length: count }, (_, n) => `policy "p${n}" { enforcement_level = "advisory" }\n`).join("")}`,
    );
  expect(many(100)).toHaveLength(100);
  expect(many(101)).toEqual({ error: "scalr-policy.hcl, line 102: There are more than 100 policies." });
});

it.each([
  ["", "line 1: The version is missing."],
  ['"version" = "v1"', "line 1: 'version' or 'policy' is expected, not 'version'."],
  ["version {", "line 1: '=' is expected, not '{'."],
  ["version = v1", "line 1: The version in quotes is expected, not 'v1'."],
  ["version =", "line 1: The version in quotes is expected, not 'the end of the file'."],
  ['version = "v1"\npolicy "a" = {', "line 2: '{' is expected, not '='."],
  ['version = "v1"\npolicy "a" { = }', "line 2: An attribute or '}' is expected, not '='."],
  ['version = "v1"\npolicy "a" { "}" }', "line 2: An attribute or '}' is expected, not '}'."],
  ['version = "v1"\npolicy "a" { enabled { }', "line 2: '=' is expected, not '{'."],
  ['version = "v1"\npolicy "a" { enabled = "true" }', "'enabled' must be true or false, not 'true'."],
  ['version = "v1"\npolicy "a" { enabled = maybe }', "'enabled' must be true or false, not 'maybe'."],
  [`version = "v1"\npolicy "${"a".repeat(101)}" { }`, "is not a valid name of a policy."],
  ['version = "v1"\npolicy "a/b" { }', "line 2: 'a/b' is not a valid name of a policy."],
  [
    'version = "v1"\npolicy "a" { enforcement_level = advisory }',
    `'enforcement_level' must be one of "hard-mandatory", "soft-mandatory", "advisory", not 'advisory'.`,
  ],
  ['version = "v1"', "line 1: There is no policy."],
  ['version = "v2"\npolicy "a" {}', "line 1: The version 'v2' is unknown."],
  ['version = "v1"\npolicy "a" {\n}', "line 2: Policy 'a' has no 'enforcement_level'."],
  [
    'version = "v1"\npolicy "a" {\n enabled = "yes"\n}',
    "line 3: 'enabled' must be true or false, not 'yes'.",
  ],
  [
    'version = "v1"\npolicy "a" {\n enforcement_level = "hard"\n}',
    "line 3: 'enforcement_level' must be one of",
  ],
  ['version = "v1"\npolicy "a" {\n colour = "red"\n}', "line 3: 'colour' is unknown."],
  ['version = "v1"\npolicy a {', "line 2: The policy's name in quotes is expected, not 'a'."],
  ['version = "v1"\npolicy "../a" { }', "line 2: '../a' is not a valid name of a policy."],
  ['version = "v1"\nrule "a" { }', "line 2: 'rule' is unknown."],
  ['version = "v1"\npolicy "a" {\n', "line 3: An attribute or '}' is expected, not 'the end of the file'."],
  ['version = "v1"\n\n[policy]', "line 3: '[' is not expected here."],
  [
    'version = "v1"\npolicy "a" { enforcement_level = "advisory" }\npolicy "a" { enforcement_level = "advisory" }',
    "line 3: Policy 'a' is declared twice.",
  ],
])("says what is wrong with a file, and in which line: %j", (text, why) => {
  expect(readPolicyFile(text)).toEqual({ error: expect.stringContaining(why) });
});

const folders = (path: string | null, common: string | null = null) =>
  foldersOf({ vcsRepo: { identifier: "acme/policies", path }, commonFunctionsFolder: common } as never);

it("takes what is in the group's folder and in that of the common functions, and no tests", () => {
  const taken = (path: string | null, common: string | null, files: readonly string[]) =>
    files.filter((file) => isWanted(file, folders(path, common)));
  const files = [
    "scalr-policy.hcl",
    "names.rego",
    "names_test.rego",
    "names.test.rego",
    "README.md",
    "aws/scalr-policy.hcl",
    "aws/names.rego",
    "lib/arrays.rego",
    "lib/deep/more.rego",
  ];
  expect(taken(null, null, files)).toEqual(["scalr-policy.hcl", "names.rego"]);
  expect(taken("/aws/", "../lib", files)).toEqual([
    "aws/scalr-policy.hcl",
    "aws/names.rego",
    "lib/arrays.rego",
  ]);
});

const one = (name: string) => `version = "v1"\npolicy "${name}" {\n  enforcement_level = "advisory"\n}\n`;

it("finds the policies that a file declares, or says what is missing", () => {
  const found = foundIn(
    new Map([
      ["aws/scalr-policy.hcl", one("names")],
      ["aws/names.rego", "package terraform"],
      ["lib/arrays.rego", "package arrays"],
    ]),
    folders("aws", "lib"),
  );
  expect(found).toEqual({
    policies: [{ name: "names", enabled: true, level: "advisory", rego: "package terraform" }],
    common: { "arrays.rego": "package arrays" },
  });
  const because = (
    files: readonly (readonly [string, string])[],
    path: string,
    common: string | null = null,
  ) => (foundIn(new Map(files), folders(path, common)) as { error: string }).error;
  expect(because([], "aws")).toBe("There is no scalr-policy.hcl in the folder 'aws'.");
  expect(because([["scalr-policy.hcl", one("names")]], "")).toBe(
    "scalr-policy.hcl declares policy 'names', and there is no names.rego in the root of the repository.",
  );
  expect(
    because(
      [
        ["scalr-policy.hcl", one("names")],
        ["names.rego", ""],
      ],
      "",
      "lib",
    ),
  ).toBe("There is no file *.rego with common functions in the folder 'lib'.");
});

const policy = (outcome: CheckedPolicy["outcome"], messages: readonly string[] = []): CheckedPolicy => ({
  name: `p-${outcome}`,
  level: "hard-mandatory",
  group: "pgrp-1",
  groupName: "guard",
  outcome,
  messages,
  duration: 1,
});

it("knows the outcome of a failure at each level", () => {
  expect(FAILURES).toEqual({
    "hard-mandatory": "hard_failed",
    "soft-mandatory": "soft_failed",
    advisory: "advisory_failed",
  });
});

/** Written down once more: by event, the status it is legal in and where it leads. */
const CHECK: Readonly<Record<PolicyCheckEvent, readonly [string, string]>> = {
  pass: ["pending", "passed"],
  "fail-hard": ["pending", "hard_failed"],
  "fail-soft": ["pending", "soft_failed"],
  skip: ["pending", "unreachable"],
  override: ["soft_failed", "overridden"],
};

it("moves a check as the table says, and no other way", () => {
  const statuses = [...new Set(POLICY_CHECK_TRANSITIONS.flatMap(({ from, to }) => [...from, to]))];
  for (const [event, [from, to]] of Object.entries(CHECK))
    for (const status of statuses) {
      const move = () => checkTransition({ id: "polchk-1", status }, event as PolicyCheckEvent);
      if (status === from) expect(move(), `${event} of ${status}`).toBe(to);
      else expect(move, `${event} of ${status}`).toThrow(`PolicyCheck 'polchk-1' is ${status}: it cannot `);
    }
});

it("lets the strictest failure decide", () => {
  const event = (...outcomes: CheckedPolicy["outcome"][]) => eventOf(outcomes.map((each) => policy(each)));
  expect(event("passed", "advisory_failed")).toBe("pass");
  expect(event("soft_failed", "advisory_failed", "passed")).toBe("fail-soft");
  expect(event("soft_failed", "hard_failed")).toBe("fail-hard");
  expect(event("skipped", "skipped")).toBe("skip");
  expect(event("skipped", "passed")).toBe("pass");
});

it("shows a check that was not evaluated as its run stands", () => {
  const shown = (run: RunStatus, stage: PolicyCheck["stage"] = "policy_check") =>
    shownStatus({ status: "pending", stage } as PolicyCheck, run);
  expect(shown("planning")).toBe("pending");
  expect(shown("planning", "pre_plan_check")).toBe("queued");
  expect(shown("policy_checking")).toBe("queued");
  expect(shown("policy_checking", "pre_plan_check")).toBe("queued");
  expect(shown("pending", "pre_plan_check")).toBe("pending");
  for (const run of ["canceled", "discarded"] as const) expect(shown(run)).toBe("canceled");
  for (const run of ["errored", "applied", "planned", "planned_and_saved", "planned_and_finished"] as const)
    expect(shown(run), run).toBe("unreachable");
  for (const status of ["passed", "hard_failed", "overridden"] as const)
    expect(shownStatus({ status, stage: "policy_check" } as PolicyCheck, "errored")).toBe(status);
  expect(shownStatus({ status: "pending", stage: "policy_check" } as PolicyCheck, undefined)).toBe("pending");
});

it("says which policy ended a run, with its first message", () => {
  const policies = [policy("hard_failed", ["Too large.", "Too many."]), policy("hard_failed", ["No."])];
  expect(failureText([policy("passed"), policy("soft_failed"), ...policies])).toBe(
    "Policy 'p-hard_failed' of group 'guard' (hard-mandatory) failed: Too large. 1 more failed. The run's page shows every check.",
  );
  expect(failureText([policy("hard_failed"), policy("passed")])).toBe(
    "Policy 'p-hard_failed' of group 'guard' (hard-mandatory) failed: it gave no reason. The run's page shows every check.",
  );
  expect(outputOf({ policies: [policy(null)] } as unknown as PolicyCheck)).toBe(
    "pending: guard/p-null (hard-mandatory)\n",
  );
  expect(outputOf({ policies: [policies[0]!, policy("passed")] } as unknown as PolicyCheck)).toBe(
    "hard failed: guard/p-hard_failed (hard-mandatory)\n  Too large.\n  Too many.\npassed: guard/p-passed (hard-mandatory)\n",
  );
});
