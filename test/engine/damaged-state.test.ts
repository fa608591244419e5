/** A state is somebody else's file: whatever part of it is not what it should be, the answer says so and is not a failure of the engine. */
import { expect, it } from "vitest";
import { parseState, StateError, serializeState } from "../../engine/index.js";
import { explain, Workspace } from "./support.js";

const CONFIGURATION = `
  resource "null_resource" "a" {
    count    = 1
    triggers = { k = sensitive("v") }
  }
  resource "terraform_data" "b" {
    input      = null_resource.a[0].id
    depends_on = [null_resource.a]
  }
  check "c" {
    assert {
      condition     = terraform_data.b.output != ""
      error_message = "Empty."
    }
  }
  output "o" {
    value = { id = terraform_data.b.output }
  }
`;

/** What no state has in that place. The first cannot even be made a text of. */
const STRANGERS: readonly unknown[] = [
  { toString: false, valueOf: 1 },
  [{ toString: false }],
  null,
  "stranger",
  -1.5,
  true,
  {},
  [],
];

/** All of `value` with one part of it replaced, for each part. */
function* replaced(value: unknown, stranger: unknown): Iterable<unknown> {
  yield stranger;
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const other of replaced(part, stranger)) {
      yield Array.isArray(value)
        ? value.map((item, at) => (String(at) === key ? other : item))
        : { ...value, [key]: other };
    }
  }
}

it("with any part replaced is refused, or planned with", { timeout: 120_000 }, async () => {
  const w = new Workspace(CONFIGURATION);
  await w.up();
  const sound = JSON.parse(serializeState(w.state!));
  const failures = new Set<string>();
  let planned = 0;
  for (const stranger of STRANGERS) {
    for (const damaged of replaced(sound, stranger)) {
      try {
        w.state = parseState(JSON.stringify(damaged));
      } catch (error) {
        if (!(error instanceof StateError)) failures.add(`${(error as Error).stack?.slice(0, 300)}`);
        continue;
      }
      planned++;
      const { diagnostics } = await w.plan().catch((error) => {
        failures.add(`${error.stack.slice(0, 400)}`);
        return { diagnostics: [] };
      });
      const text = explain(diagnostics);
      if (/Unexpected failure/.test(text)) failures.add(text);
    }
  }
  expect([...failures]).toEqual([]);
  expect(planned).toBeGreaterThan(100);
});
