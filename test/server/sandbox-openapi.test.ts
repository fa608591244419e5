import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import { OPERATIONS } from "../../simulator/api/sandbox/index.js";
import { useSandbox } from "../support/sandbox.js";

const used = useSandbox();

// biome-ignore lint/suspicious/noExplicitAny: what it is to be is what is tested.
const description = async (): Promise<any> =>
  (await fetch(`${used.sandbox.url}/api/sandbox/v1/openapi.json`)).json();

it("the sandbox's API describes all of itself in OpenAPI, to anybody", async () => {
  const document = await description();
  expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
  const described = Object.entries<
    Record<string, { summary: string; description: string; parameters?: object[] }>
  >(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      ...operation,
    })),
  );
  const served = Object.entries(OPERATIONS).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path.replace(":id", "{id}")}`),
  );
  expect(described.map(({ name }) => name).sort()).toEqual(served.sort());
  for (const { name, summary, parameters } of described) {
    // A path stands where nobody has said what the operation does.
    expect(summary, name).not.toContain("/");
    expect(JSON.stringify(parameters ?? []).includes('"in":"path"'), name).toBe(name.includes("{id}"));
  }
});

it("what it says that an order of a simulation may have is what is taken", async () => {
  const { paths } = await description();
  const { properties } = paths["/simulations"].post.requestBody.content["application/json"].schema;
  const refusal = await used.sandbox.send("POST", "/api/sandbox/v1/simulations", { runs: {}, other: 1 });
  const named = (text: string) => [...text.matchAll(/'([\w-]+)'/g)].map(([, name]) => name!);
  const detail: string = refusal.body.errors[0].detail;
  expect(named(detail.slice(detail.indexOf("Give "))).sort()).toEqual(Object.keys(properties).sort());
  for (const schema of properties.runs.oneOf) {
    const from = schema.properties.from.enum[0];
    const { body } = await used.sandbox.send("POST", "/api/sandbox/v1/simulations", {
      runs: { from, other: 1 },
    });
    const told: string = body.errors[0].detail;
    expect(named(told.slice(told.indexOf("Give "))).sort(), from).toEqual(
      Object.keys(schema.properties).sort(),
    );
  }
});
