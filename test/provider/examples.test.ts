import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createScalrProvider } from "../../provider/resources/index.js";
import { useSandbox } from "../support/sandbox.js";
import { AppliedStack } from "./constructs/applied.js";
import { addReaders, exampleOf, examplesFolder, publish, typesIn } from "./examples.js";

const { resources, dataSources, functions } = createScalrProvider().schema;

describe("the examples of resources, data sources and functions", () => {
  const used = useSandbox();
  let folder: string;
  let stack: AppliedStack;
  beforeAll(() => {
    folder = examplesFolder();
    stack = new AppliedStack(used.sandbox);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("are one for each", () => {
    expect(typesIn("resources").sort()).toEqual(Object.keys(resources).sort());
    expect(typesIn("data-sources").sort()).toEqual(Object.keys(dataSources).sort());
    expect(typesIn("functions").sort()).toEqual(Object.keys(functions!).sort());
    for (const name of typesIn("functions"))
      expect(exampleOf("functions", name)).toContain(`provider::scalr::${name}(`);
    for (const type of typesIn("resources"))
      expect(exampleOf("resources", type)).toContain(`"${type}" "example"`);
    for (const type of typesIn("data-sources"))
      expect(exampleOf("data-sources", type)).toContain(`data "${type}" "example"`);
  });

  it("are applied together, and nothing is left to do", async () => {
    const did = await stack.applyFolder(folder);
    for (const type of Object.keys(resources)) expect(did).toContain(`create ${type}.example`);
    expect(await stack.planFolder(folder)).toEqual([]);
  });

  it("read what is there, and nothing is left to do", async () => {
    publish(used.sandbox, "1.2.0");
    addReaders(folder);
    await stack.applyFolder(folder);
    expect(await stack.planFolder(folder)).toEqual([]);
    expect(stack.state!.outputs).toMatchObject({
      where_runs_go: { value: { level: "environment", pool: "private" } },
      reached_through_agents: { value: true },
    });
  });

  it("are all taken away again", async () => {
    const made = stack.state!.resources.filter(({ mode }) => mode === "managed").length;
    expect(await stack.applyFolder(folder, "destroy")).toHaveLength(made);
    expect(stack.state!.resources).toEqual([]);
  });
});
