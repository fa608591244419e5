/**
 * The official provider, unmodified, over HTTPS. It cannot be built from what this project's CI reaches, so whoever has its
 * executable names it: SCALR_SANDBOX_OFFICIAL_PROVIDER=/path/to/terraform-provider-scalr npm run test:interop
 */
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../../cli/testing/index.js";
import { ScalrClient } from "../../provider/client/index.js";
import { cliConfiguration } from "../../provider/plugin/cli-configuration.js";
import { platformName } from "../../provider/plugin/mirror.js";
import { worldOf } from "../cli/testing/world.js";
import { describeWithEach, type Program } from "../support/programs.js";
import { startSecure } from "../tls/support.js";
import { succeed, Workdir } from "./workdir.js";

const official = process.env.SCALR_SANDBOX_OFFICIAL_PROVIDER;
const SOURCE = "registry.scalr.io/scalr/scalr";
const VERSION = "3.99.0";
const example = join(import.meta.dirname, "..", "..", "examples", "hcl");

/** The example without the file that has resources of this project alone. */
function copyExample(to: string): void {
  cpSync(example, to, { recursive: true, filter: (source) => !source.endsWith("defaults.tf") });
}

/** A mirror that holds the one executable. */
function mirrorOf(work: Workdir): void {
  const mirror = join(work.path, "mirror");
  const folder = join(mirror, SOURCE, VERSION, platformName());
  mkdirSync(folder, { recursive: true });
  const executable = join(folder, `terraform-provider-scalr_v${VERSION}`);
  symlinkSync(resolve(official!), executable);
  writeFileSync(join(mirror, "cli.tfrc"), cliConfiguration(mirror, [SOURCE]));
}

async function applied(program: Program): Promise<void> {
  const [secure, byEngine] = await Promise.all([startSecure(), startSandbox()]);
  const work = new Workdir({ url: new URL(secure.httpsUrl).host, token: secure.token }, program, {
    SSL_CERT_FILE: join(import.meta.dirname, "unset"),
  });
  onTestFinished(async () => {
    work.remove();
    await byEngine.close();
  });
  writeFileSync(join(work.path, "ca.pem"), secure.ca);
  work.env.SSL_CERT_FILE = join(work.path, "ca.pem");
  copyExample(work.path);
  mirrorOf(work);
  await succeed(work.run("init", "-no-color"));
  expect(new Set(Object.values(await work.plan()))).toEqual(new Set(["create"]));
  await work.apply();
  expect(new Set(Object.values(await work.plan()))).toEqual(new Set(["no-op"]));

  const same = join(work.path, "same");
  copyExample(same);
  await byEngine.apply(same);
  const client = new ScalrClient({ baseUrl: secure.url, token: secure.token });
  expect(await worldOf(client)).toEqual(await worldOf(byEngine.client));

  await succeed(work.run("destroy", "-auto-approve", "-no-color"));
  expect(await client.list("workspaces")).toEqual([]);
}

const skipped =
  official === undefined ? " (skipped: SCALR_SANDBOX_OFFICIAL_PROVIDER names no executable)" : "";

describeWithEach(
  ({ name }) => `the official provider, through ${name}${skipped}`,
  (program) => {
    it.skipIf(skipped !== "")(
      "makes of examples/hcl what the embedded engine makes, then nothing more",
      { timeout: 180_000 },
      () => applied(program),
    );
  },
);
