import { join } from "node:path";
import * as cdktf from "cdktf";
import { describe, expect, it } from "vitest";
import * as bindings from "../../../provider/bindings/index.js";
import { providerSchemaJson } from "../../../provider/plugin/schema-json.js";
import { createScalrProvider, SCALR_PROVIDER_SOURCE } from "../../../provider/resources/index.js";
import { generateBindings, readBindings } from "../../../scripts/bindings/generate.mjs";

const { schema } = createScalrProvider();
const folder = join(import.meta.dirname, "..", "..", "..", "provider", "bindings");

describe("the committed bindings", () => {
  it('are what "npm run bindings" makes of the provider\'s schema', async () => {
    const json = providerSchemaJson(SCALR_PROVIDER_SOURCE, schema);
    const [made, again, committed] = await Promise.all([
      generateBindings(json, SCALR_PROVIDER_SOURCE),
      generateBindings(json, SCALR_PROVIDER_SOURCE),
      readBindings(folder),
    ]);
    expect(again).toEqual(made);
    expect([...committed.keys()]).toEqual([...made.keys()]);
    for (const [name, text] of made) expect(committed.get(name), `${name}: run npm run bindings`).toBe(text);
  });

  it("have a class for every resource and data source", () => {
    const stack = new cdktf.TerraformStack(cdktf.Testing.app(), "stack");
    new bindings.provider.ScalrProvider(stack, "scalr");
    const classes = Object.values(bindings).flatMap((module) => Object.values(module)) as object[];
    const typesOf = (base: abstract new (...args: never[]) => object) =>
      classes
        .filter((one) => typeof one === "function" && one.prototype instanceof base)
        .map((one) => (one as unknown as { tfResourceType: string }).tfResourceType)
        .sort();
    expect(typesOf(cdktf.TerraformResource)).toEqual(Object.keys(schema.resources).sort());
    expect(typesOf(cdktf.TerraformDataSource)).toEqual(Object.keys(schema.dataSources).sort());
  });
});
