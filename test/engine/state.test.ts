/** Reading and writing states: what is kept, and what is refused. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { emptyState, openLocalState, parseState, StateError, serializeState } from "../../engine/index.js";
import { Workspace } from "./support.js";

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), "state-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

test("numbers keep all of their digits", async () => {
  const digits = "12345678901234567890123456789";
  const workspace = new Workspace(`
    resource "terraform_data" "n" { input = { big = ${digits}, small = 1.5 } }
    output "n" { value = terraform_data.n.output.big }
  `);
  await workspace.up();
  const text = serializeState(workspace.state!);
  expect(text).toContain(`"big": ${digits}`);
  workspace.state = parseState(text);
  expect(serializeState(workspace.state)).toBe(text);
  expect((await workspace.planned()).hasChanges).toBe(false);
});

test("what the engine does not know is kept", () => {
  const text = JSON.stringify({
    version: 4,
    terraform_version: "1.99.0",
    serial: 7,
    lineage: "5f2b8f4e-4d0c-4f0f-9d0e-0a1b2c3d4e5f",
    outputs: {},
    resources: [
      {
        mode: "managed",
        type: "null_resource",
        name: "x",
        provider: 'provider["registry.opentofu.org/hashicorp/null"]',
        instances: [
          { schema_version: 0, attributes: { id: "1", triggers: null }, identity_schema_version: 0 },
        ],
      },
    ],
    check_results: null,
  });
  expect(JSON.parse(serializeState(parseState(text)))).toEqual(JSON.parse(text));
});

test.each([
  ["not JSON", "{", /not valid JSON/],
  ["something else", "{}", /no format version/],
  ["a newer format", '{"version":5}', /newer/],
  ["an older format", '{"version":3}', /too old/],
  ["an encrypted state", '{"version":4,"encrypted_data":"x"}', /encrypted/],
  ["no serial", '{"version":4}', /serial/],
  ["a bad resource", '{"version":4,"serial":1,"resources":[{}]}', /Resource 0/],
])("%s is refused with a reason", (_what, text, reason) => {
  expect(() => parseState(text)).toThrow(reason);
  expect(() => parseState(text)).toThrow(StateError);
});

test("a local state is locked while open, private, and backed up", async () => {
  const path = join(folder(), "inner", "terraform.tfstate");
  const first = await openLocalState(path);
  expect(first.state).toBeNull();
  const lockFile = join(path, "..", ".terraform.tfstate.lock.info");
  expect(JSON.parse(readFileSync(lockFile, "utf8"))).toMatchObject({ Path: path });
  await expect(openLocalState(path)).rejects.toThrow(/is locked by .*remove .*lock\.info/);
  await first.write({ ...emptyState(), serial: 1 });
  await first.write({ ...emptyState(), serial: 2 });
  await first.close();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const second = await openLocalState(path);
  expect(second.state!.serial).toBe(2);
  await second.write({ ...second.state!, serial: 3 });
  await second.close();
  expect(parseState(readFileSync(`${path}.backup`, "utf8")).serial).toBe(2);
});

test("a lock that a killed process left behind does not hold", async () => {
  const path = join(folder(), "terraform.tfstate");
  const state = await openLocalState(path);
  const lockFile = join(path, "..", ".terraform.tfstate.lock.info");
  const info = JSON.parse(readFileSync(lockFile, "utf8"));
  await state.close();
  writeFileSync(lockFile, JSON.stringify({ ...info, Pid: 2 ** 22 - 1 }));
  await (await openLocalState(path)).close();
  writeFileSync(lockFile, JSON.stringify({ ...info, Pid: undefined }));
  await expect(openLocalState(path)).rejects.toThrow(/locked/);
});
