import { describe, expect, it } from "vitest";
import {
  type ConfigurationFacts,
  type LinkFacts,
  type ProviderReader,
  resolveProviders,
} from "../../../simulator/integrations/provider-configurations/resolution-rules.js";

const ENVIRONMENT = { id: "env-1", name: "dev" };
const WORKSPACE = { id: "ws-1", name: "api", environment: "env-1" };

interface World {
  readonly configurations?: readonly Partial<ConfigurationFacts>[];
  readonly links?: readonly (readonly [id: string, alias?: string])[];
  readonly defaults?: readonly string[];
  readonly faults?: Readonly<Record<string, string>>;
}

function resolve({ configurations = [], links = [], defaults = [], faults = {} }: World) {
  const known = new Map(
    configurations.map((each) => [
      each.id!,
      { name: `name of ${each.id}`, providerName: "aws", isShared: true, environments: [], ...each },
    ]),
  );
  const reader: ProviderReader = {
    configuration: (id) => known.get(id) as ConfigurationFacts | undefined,
    environment: () => ({ ...ENVIRONMENT, defaultProviderConfigurations: defaults }),
    links: () =>
      links.map(
        ([providerConfiguration, alias], index): LinkFacts => ({
          id: `pclink-${index}`,
          providerConfiguration,
          ...(alias !== undefined && { alias }),
        }),
      ),
    fault: (id) => faults[id] ?? null,
  };
  const { candidates, error } = resolveProviders(WORKSPACE, reader);
  return {
    outcomes: candidates.map(({ configuration, alias, outcome }) => [configuration.id, alias, outcome]),
    reasons: candidates.map(({ reason }) => reason),
    error,
  };
}

describe("which provider configurations a run gets", () => {
  it("is an empty list without links and defaults", () => {
    expect(resolve({})).toEqual({ outcomes: [], reasons: [], error: undefined });
  });

  it("are the workspace's links, and the environment's defaults of providers that no link stands for", () => {
    const { outcomes, reasons, error } = resolve({
      configurations: [{ id: "a" }, { id: "b", providerName: "google" }, { id: "c" }],
      links: [["a"]],
      defaults: ["b", "c"],
    });
    expect(outcomes).toEqual([
      ["a", null, "used"],
      ["b", null, "used"],
      ["c", null, "overridden"],
    ]);
    expect(reasons).toEqual([
      "Workspace 'api' (ws-1) is linked to it.",
      "It is a default of environment 'dev' (env-1).",
      "Not used: the workspace is linked to 'name of a' (a) for provider 'aws'.",
    ]);
    expect(error).toBeUndefined();
  });

  it("include the default beside links that have aliases", () => {
    const { outcomes } = resolve({
      configurations: [{ id: "a" }, { id: "b" }, { id: "c" }],
      links: [
        ["a", "west"],
        ["b", "east"],
      ],
      defaults: ["c"],
    });
    expect(outcomes).toEqual([
      ["a", "west", "used"],
      ["b", "east", "used"],
      ["c", null, "used"],
    ]);
  });

  it("are of two defaults of a provider the first, and a linked default counts as linked", () => {
    const configurations = [{ id: "a" }, { id: "b" }];
    expect(resolve({ configurations, defaults: ["b", "a"] })).toMatchObject({
      outcomes: [
        ["b", null, "used"],
        ["a", null, "overridden"],
      ],
      reasons: [
        expect.anything(),
        "Not used: 'name of b' (b) comes first among the environment's defaults for provider 'aws'.",
      ],
    });
    expect(resolve({ configurations, links: [["a"]], defaults: ["a"] }).reasons).toEqual([
      "Workspace 'api' (ws-1) is linked to it.",
      "Not used: the workspace is linked to it itself.",
    ]);
  });

  it("treats an empty alias as none", () => {
    expect(resolve({ configurations: [{ id: "a" }], links: [["a", ""]] }).outcomes).toEqual([
      ["a", null, "used"],
    ]);
  });
});

describe("what cannot be used", () => {
  it.each<[what: string, world: World, reason: string]>([
    [
      "a link to one of another environment",
      { configurations: [{ id: "a", isShared: false, environments: ["env-2"] }], links: [["a"]] },
      "It is not available in environment 'dev' (env-1). Assign it to that environment, share it with all, or unlink it from the workspace.",
    ],
    [
      "a default that was withdrawn",
      { configurations: [{ id: "a", isShared: false }], defaults: ["a"] },
      "It is not available in environment 'dev' (env-1). Assign it to that environment, share it with all, or remove it from the defaults of environment 'dev' (env-1).",
    ],
    ["a link to one that is gone", { links: [["a"]] }, "It no longer exists. Unlink it from the workspace."],
    [
      "a default that is gone",
      { defaults: ["a"] },
      "It no longer exists. Remove it from the defaults of environment 'dev' (env-1).",
    ],
    [
      "one with a fault",
      { configurations: [{ id: "a" }], links: [["a"]], faults: { a: "Its key is not set." } },
      "Its key is not set. Complete it, or unlink it from the workspace.",
    ],
    [
      "an alias that is not a name",
      { configurations: [{ id: "a" }], links: [["a", "1 }"]] },
      "Its alias '1 }' is not a valid alias of a provider block. Link it again with a valid one.",
    ],
  ])("%s", (_what, world, reason) => {
    const { outcomes, reasons, error } = resolve(world);
    expect(outcomes[0]![2]).toBe("refused");
    expect(reasons).toEqual([reason]);
    expect(error).toContain("cannot be used: i");
  });

  it("is the second of two links with one alias, and the error says how many there are", () => {
    const { outcomes, error } = resolve({
      configurations: [{ id: "a" }, { id: "b" }, { id: "c" }],
      links: [["a", "x"], ["b", "x"], ["c"], ["c"]],
    });
    expect(outcomes.map(([, , outcome]) => outcome)).toEqual(["used", "refused", "used", "refused"]);
    expect(error).toBe(
      "Provider configuration 'name of b' (b) cannot be used: it is linked with the alias 'x' for provider 'aws', and so is " +
        "'name of a' (a). Give one of the two links another alias, or remove it. 1 more cannot be used either.",
    );
  });

  it("is not asked of a default that another one overrides", () => {
    const { outcomes, error } = resolve({
      configurations: [{ id: "a" }, { id: "b", isShared: false }],
      links: [["a"]],
      defaults: ["b"],
      faults: { b: "It is broken." },
    });
    expect(outcomes).toEqual([
      ["a", null, "used"],
      ["b", null, "overridden"],
    ]);
    expect(error).toBeUndefined();
  });
});
