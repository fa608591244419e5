import { mkdirSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { stateFolder } from "../../files/places.js";
import { temporaryFolder } from "../support/process.js";
import { PRIVATE_FOLDERS, sandboxAbove } from "../support/state-home.js";

const folder = process.env.SCALR_SANDBOX_TESTS_FOLDER!;

it("a run of the tests has every folder that is found by a variable to itself", () => {
  expect(folder).toMatch(/tests-\w{6}$/);
  for (const [variable, name] of Object.entries(PRIVATE_FOLDERS))
    expect(process.env[variable], variable).toBe(join(folder, name));
  expect([homedir(), tmpdir()]).toEqual([join(folder, "home"), join(folder, "tmp")]);
  expect(stateFolder("agent")).toBe(join(folder, "state", "scalr-sandbox", "agent"));
  expect(dirname(temporaryFolder())).toBe(join(folder, "tmp"));
});

it.skipIf(process.platform === "win32")("nobody else may look into them", () => {
  for (const name of new Set(Object.values(PRIVATE_FOLDERS)))
    expect(statSync(join(folder, name)).mode & 0o777, name).toBe(name === "tmp" ? 0o711 : 0o700);
});

it("no sandbox is above them, where commands look for one, and one would be seen", () => {
  expect(sandboxAbove(folder)).toBeUndefined();
  expect(sandboxAbove(process.cwd())).toBeUndefined();
  const place = temporaryFolder();
  mkdirSync(join(place, ".scalr-sandbox"));
  mkdirSync(join(place, "a", "b"), { recursive: true });
  expect(sandboxAbove(join(place, "a", "b"))).toBe(join(place, ".scalr-sandbox"));
});
